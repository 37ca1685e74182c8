import { physicalAddress, type PhysicalAddress, type VirtualAddress } from '../base/address';
import type { Architecture, TranslatorContext } from './architecture';
import { chooseTranslator } from './chooseTranslator';
import type { TranslationScheme } from './pageTableTranslator';
import type { DecodedEntry, PageTableFormat, PageTableLevel } from './pageTableWalk';

// Entries: The RISC-V Instruction Set Manual, volume II, chapters "Sv39" and following, "Svnapot"; how Linux uses
// them: arch/riscv/include/asm/pgtable-bits.h, pgtable-64.h and page.h of 6.12.
const valid = 1n << 0n;
/** Read, write, execute: an entry without any of them leads to a further table. */
const permissions = 7n << 1n;
/** Sixteen neighbouring entries stand for one page of 64 KiB. */
const napot = 1n << 63n;
const napotShift = 16;

/** The address spaces that Linux uses, the largest that the processor has. */
type AddressBits = 39 | 48 | 57;
const addressSizes: readonly AddressBits[] = [57, 48, 39];

const lastLevels: readonly PageTableLevel[] = [
  { name: 'PMD', shift: 21, indexBits: 9 },
  { name: 'PTE', shift: 12, indexBits: 9 },
];
const levelsOf: Readonly<Record<AddressBits, readonly PageTableLevel[]>> = {
  39: [{ name: 'PGD', shift: 30, indexBits: 9 }, ...lastLevels],
  48: [{ name: 'PGD', shift: 39, indexBits: 9 }, { name: 'PUD', shift: 30, indexBits: 9 }, ...lastLevels],
  57: [
    { name: 'PGD', shift: 48, indexBits: 9 },
    { name: 'P4D', shift: 39, indexBits: 9 },
    { name: 'PUD', shift: 30, indexBits: 9 },
    ...lastLevels,
  ],
};

/** riscv64 page tables of 3, 4 or 5 levels (Sv39, Sv48, Sv57); a page can stand at any level. */
export function riscv64PageTables(addressBits: AddressBits): PageTableFormat {
  return {
    levels: levelsOf[addressBits],
    entrySizeBytes: 8,
    littleEndian: true,
    addressBits: addressBits - 1,
    decode: decodeEntry,
  };
}

function decodeEntry(entry: bigint, level: PageTableLevel, isLastLevel: boolean): DecodedEntry {
  if ((entry & valid) === 0n) return { kind: 'not-present' };
  const address = pageAddress(entry);
  if ((entry & permissions) === 0n) {
    return isLastLevel ? { kind: 'malformed-entry' } : { kind: 'table', address };
  }
  const shift = isLastLevel && (entry & napot) !== 0n ? napotShift : level.shift;
  return { kind: 'page', address: address & -(1n << BigInt(shift)), shift };
}

/** The page frame number is in bits 10 to 53. */
function pageAddress(entry: bigint): bigint {
  return BigInt.asUintN(44, entry >> 10n) << 12n;
}

export const riscv64: Architecture = {
  name: 'riscv64',
  label: 'riscv64',
  pageSizesBytes: [4096],
  needs: 'SYMBOL(swapper_pg_dir) and NUMBER(va_kernel_pa_offset) in VMCOREINFO',
  findTranslator: (context) => chooseTranslator(context, schemes(context)),
};

function* schemes(context: TranslatorContext): Generator<TranslationScheme> {
  const table = context.vmcoreinfo.symbol('swapper_pg_dir');
  if (table === undefined) return;
  for (const imageOffset of imageOffsets(context)) {
    for (const addressBits of likelyAddressSizes(context)) {
      yield {
        format: riscv64PageTables(addressBits),
        kernelRoot: physicalAddress(table - imageOffset),
        memoryEncryptionMask: 0n,
        hasSeparateHalves: false,
        fixedMapping: fixedMapping(context, imageOffset),
      };
    }
  }
}

/** Boot loaders leave the first 2 MiB of memory to the firmware. */
const usualLoadOffset = 0x20_0000n;

/** By how much addresses of the kernel image differ from physical ones: VMCOREINFO says so since 6.5. */
function* imageOffsets(context: TranslatorContext): Generator<bigint> {
  const said = unsignedNumber(context, 'va_kernel_pa_offset');
  if (said !== undefined) yield said;
  const linkAddress = unsignedNumber(context, 'KERNEL_LINK_ADDR');
  const ramStart = unsignedNumber(context, 'phys_ram_base');
  if (linkAddress === undefined || ramStart === undefined) return;
  yield linkAddress - ramStart - usualLoadOffset;
  yield linkAddress - ramStart;
}

function likelyAddressSizes(context: TranslatorContext): readonly AddressBits[] {
  const said = Number(context.vmcoreinfo.number('VA_BITS') ?? 0n);
  return [...addressSizes].sort((a, b) => Number(b === said) - Number(a === said));
}

/** The linear map and the kernel image as page.h computes them; the image lies above KERNEL_LINK_ADDR, in the last 2 GiB. */
function fixedMapping(
  context: TranslatorContext,
  imageOffset: bigint,
): ((address: VirtualAddress) => PhysicalAddress | undefined) | undefined {
  const linkAddress = unsignedNumber(context, 'KERNEL_LINK_ADDR');
  const linearStart = unsignedNumber(context, 'PAGE_OFFSET');
  const ramStart = unsignedNumber(context, 'phys_ram_base');
  const addressBits = context.vmcoreinfo.number('VA_BITS');
  if (linkAddress === undefined || linearStart === undefined || ramStart === undefined) return undefined;
  // A quarter of the kernel's half of all addresses is the linear map's.
  const linearEnd = linearStart + (1n << ((addressBits ?? 39n) - 2n));
  return (address) => {
    if (address >= linkAddress) return physicalAddress(address - imageOffset);
    const isLinear = address >= linearStart && address < linearEnd;
    return isLinear ? physicalAddress(address - linearStart + ramStart) : undefined;
  };
}

function unsignedNumber({ vmcoreinfo }: TranslatorContext, name: string): bigint | undefined {
  const value = vmcoreinfo.number(name);
  return value === undefined ? undefined : BigInt.asUintN(64, value);
}
