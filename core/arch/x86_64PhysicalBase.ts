import { physicalAddress } from '../base/address';
import type { TranslatorContext } from './architecture';

/** Where the kernel image is mapped: __START_KERNEL_map of arch/x86/include/asm/page_64_types.h. */
export const startKernelMap = 0xffff_ffff_8000_0000n;

/** A kernel is loaded at multiples of this (CONFIG_PHYSICAL_ALIGN is at least 2 MiB on x86-64). */
const loadAlignment = 1n << 21n;

/** Ends the search for the kernel's load address: 128 GiB, above which no boot loader puts it without being asked. */
const searchedBases = 65536n;

/**
 * What to add to an offset into the kernel image's mapping to have the physical address (phys_base), likeliest
 * first: as VMCOREINFO says since 4.10, as the file's headers say, or where the variable phys_base contains the
 * very value that leads to it. It is negative when the kernel was loaded below its link address.
 */
export function* physicalBases(context: TranslatorContext): Generator<bigint> {
  const said = context.vmcoreinfo.number('phys_base');
  if (said !== undefined) yield BigInt.asIntN(64, said);
  if (context.physicalBase !== undefined) yield BigInt.asIntN(64, context.physicalBase);
  const variable = context.vmcoreinfo.symbol('phys_base');
  if (variable !== undefined) yield* searchPhysicalBase(context, variable - startKernelMap);
  yield 0n;
}

function* searchPhysicalBase({ memory }: TranslatorContext, offsetInImage: bigint): Generator<bigint> {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  const lowest = -(offsetInImage / loadAlignment);
  for (let step = lowest; step < lowest + searchedBases; step++) {
    const base = step * loadAlignment;
    const address = offsetInImage + base;
    if (memory.read(physicalAddress(address), bytes).length > 0) continue;
    if (view.getBigInt64(0, true) === base) yield base;
  }
}
