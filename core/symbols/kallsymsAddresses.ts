import { virtualAddress, type VirtualAddress } from '../base/address';
import type { KallsymsLayout } from './kallsymsLayout';

/** The address of a symbol by its number, or undefined where the dump lacks it. */
export type AddressOf = (index: number) => VirtualAddress | undefined;

/**
 * The ways in which kernels have stored addresses (kernel/kallsyms.c, kallsyms_sym_address()). Nothing in the dump
 * names the one in use, so the caller tries them on a symbol whose address it knows.
 */
export function addressEncodings(layout: KallsymsLayout): readonly AddressOf[] {
  const { addresses, offsets, relativeBase } = layout;
  const encodings: AddressOf[] = [];
  if (addresses) encodings.push(absolute(addresses));
  if (offsets && relativeBase !== undefined) {
    encodings.push(absolutePercpu(offsets, relativeBase), baseRelative(offsets, relativeBase));
  }
  if (offsets) encodings.push(placeRelative(offsets), absolute32(offsets));
  return encodings;
}

type Table = NonNullable<KallsymsLayout['offsets']>;

/** Without CONFIG_KALLSYMS_BASE_RELATIVE, until 6.10. */
function absolute(addresses: Table): AddressOf {
  const sizeBytes = addresses.view.wordSizeBytes;
  return (index) =>
    addresses.has(index * sizeBytes, sizeBytes)
      ? virtualAddress(addresses.view.word(index * sizeBytes))
      : undefined;
}

/** CONFIG_KALLSYMS_ABSOLUTE_PERCPU (x86-64 until 6.14): negative ones count down from the base, others are addresses. */
function absolutePercpu(offsets: Table, relativeBase: bigint): AddressOf {
  return (index) => {
    if (!offsets.has(index * 4, 4)) return undefined;
    const offset = BigInt(offsets.view.s32(index * 4));
    return virtualAddress(offset >= 0n ? offset : relativeBase - 1n - offset);
  };
}

/** CONFIG_KALLSYMS_BASE_RELATIVE, until 6.19: unsigned, from the lowest symbol on. */
function baseRelative(offsets: Table, relativeBase: bigint): AddressOf {
  return (index) =>
    offsets.has(index * 4, 4)
      ? virtualAddress(relativeBase + BigInt(offsets.view.u32(index * 4)))
      : undefined;
}

/** Since 7.0: signed, from the place of the offset itself. */
function placeRelative(offsets: Table): AddressOf {
  return (index) =>
    offsets.has(index * 4, 4)
      ? virtualAddress(offsets.address + BigInt(index * 4 + offsets.view.s32(index * 4)))
      : undefined;
}

/** Since 7.0 on 32-bit machines whose kernel cannot be moved. */
function absolute32(offsets: Table): AddressOf {
  return (index) =>
    offsets.has(index * 4, 4) ? virtualAddress(BigInt(offsets.view.u32(index * 4))) : undefined;
}
