import { physicalAddress, type PhysicalAddress, type VirtualAddress } from '../base/address';
import type { Architecture, TranslatorContext } from './architecture';
import { chooseTranslator } from './chooseTranslator';
import type { TranslationScheme } from './pageTableTranslator';
import type { DecodedEntry, PageTableFormat, PageTableLevel } from './pageTableWalk';
import { parseQemuCpuStates } from './qemuCpuState';
import { physicalBases, startKernelMap } from './x86_64PhysicalBase';

// Layout and flags: Intel SDM volume 3A chapter 4; arch/x86/include/asm/pgtable_types.h and page_64_types.h of 6.12.
const present = 1n << 0n;
const pageSize = 1n << 7n;
/** Means "accessible to nobody" while `present` is clear (NUMA balancing, mprotect). */
const protNone = 1n << 8n;
const addressBits = 0x000f_ffff_ffff_f000n;
const highestAddressBit = 1n << 51n;

/** CR4.LA57 */
const fiveLevelsEnabled = 1n << 12n;
/** PTI_USER_PGTABLE_BIT of CR3 */
const userTableBit = 1n << 12n;

/** The kernel image's mapping is never larger (KERNEL_IMAGE_SIZE with KASLR). */
const kernelImageSizeBytes = 1n << 30n;

const rootSymbols = ['init_top_pgt', 'swapper_pg_dir', 'init_level4_pgt'];

/** Where AMD processors have put the encryption bit, for kernels that encrypt but do not say so (4.14 – 4.20). */
const usualEncryptionMasks = [1n << 51n, 1n << 47n];

const levelsOf4: readonly PageTableLevel[] = [
  { name: 'PGD', shift: 39, indexBits: 9 },
  { name: 'PUD', shift: 30, indexBits: 9 },
  { name: 'PMD', shift: 21, indexBits: 9 },
  { name: 'PTE', shift: 12, indexBits: 9 },
];
const levelsOf5: readonly PageTableLevel[] = [
  { name: 'PGD', shift: 48, indexBits: 9 },
  { name: 'P4D', shift: 39, indexBits: 9 },
  ...levelsOf4.slice(1),
];

/** x86-64 page tables of 4 or 5 levels, with pages of 4 KiB, 2 MiB and 1 GiB. */
export function x86PageTables(levelCount: 4 | 5, memoryEncryptionMask = 0n): PageTableFormat {
  return {
    levels: levelCount === 5 ? levelsOf5 : levelsOf4,
    entrySizeBytes: 8,
    littleEndian: true,
    addressBits: levelCount === 5 ? 56 : 47,
    decode: (entry, level, isLastLevel) => decodeEntry(entry, level, isLastLevel, memoryEncryptionMask),
  };
}

function decodeEntry(entry: bigint, level: PageTableLevel, isLastLevel: boolean, mask: bigint): DecodedEntry {
  const isPage = isLastLevel || (entry & pageSize) !== 0n;
  if ((entry & present) === 0n) {
    if (!isPage || (entry & protNone) === 0n) return { kind: 'not-present' };
    return { kind: 'page', address: pageAddress(uninverted(entry) & ~mask, level) };
  }
  if (!isPage) return { kind: 'table', address: entry & addressBits & ~mask };
  if (level.shift > 30) return { kind: 'malformed-entry' };
  return { kind: 'page', address: pageAddress(entry & ~mask, level) };
}

/** Clears the flags, and with large pages the PAT bit that lies among the low address bits. */
function pageAddress(entry: bigint, level: PageTableLevel): bigint {
  return entry & addressBits & -(1n << BigInt(level.shift));
}

/**
 * Against L1TF, kernels since 4.19 store the address of an inaccessible page inverted (pgtable-invert.h); then
 * its highest bit is set, which no machine's memory reaches.
 */
function uninverted(entry: bigint): bigint {
  return (entry & highestAddressBit) !== 0n ? ~entry : entry;
}

export const x86_64: Architecture = {
  name: 'x86_64',
  label: 'x86-64',
  pageSizesBytes: [4096],
  needs: `one of ${rootSymbols.join(', ')} in VMCOREINFO, or a note with the register CR3`,
  findTranslator: (context) => chooseTranslator(context, schemes(context)),
};

function* schemes(context: TranslatorContext): Generator<TranslationScheme> {
  const levelCounts = likelyLevelCounts(context);
  const masks = likelyEncryptionMasks(context);
  for (const { root, physicalBase } of roots(context)) {
    for (const memoryEncryptionMask of masks) {
      for (const levelCount of levelCounts) {
        yield {
          format: x86PageTables(levelCount, memoryEncryptionMask),
          kernelRoot: root,
          memoryEncryptionMask,
          hasSeparateHalves: false,
          fixedMapping: physicalBase === undefined ? undefined : kernelImageMapping(physicalBase),
        };
      }
    }
  }
}

interface Root {
  readonly root: PhysicalAddress;
  readonly physicalBase?: bigint;
}

function* roots(context: TranslatorContext): Generator<Root> {
  for (const symbol of rootSymbols) {
    const address = context.vmcoreinfo.symbol(symbol);
    if (address === undefined) continue;
    for (const physicalBase of physicalBases(context)) {
      yield { root: physicalAddress(address - startKernelMap + physicalBase), physicalBase };
    }
  }
  for (const { cr3, rip } of parseQemuCpuStates(context.notes)) {
    // With page-table isolation, a cpu in user mode uses the page after the kernel's table.
    const isInUserMode = rip >> 63n === 0n;
    const table = cr3 & addressBits;
    yield { root: physicalAddress(isInUserMode ? table & ~userTableBit : table) };
    if (isInUserMode) yield { root: physicalAddress(table) };
  }
}

function likelyLevelCounts(context: TranslatorContext): readonly (4 | 5)[] {
  const said = context.vmcoreinfo.number('pgtable_l5_enabled');
  const hasFive =
    said !== undefined
      ? said === 1n
      : parseQemuCpuStates(context.notes).some(({ cr4 }) => (cr4 & fiveLevelsEnabled) !== 0n);
  return hasFive ? [5, 4] : [4, 5];
}

function likelyEncryptionMasks(context: TranslatorContext): readonly bigint[] {
  const said = BigInt.asUintN(64, context.vmcoreinfo.number('sme_mask') ?? 0n);
  return [...new Set([said, 0n, ...usualEncryptionMasks])];
}

/** The kernel image is mapped in one piece: __pa_symbol() of arch/x86/include/asm/page_64.h. */
function kernelImageMapping(physicalBase: bigint): (address: VirtualAddress) => PhysicalAddress | undefined {
  return (address) => {
    const offset = address - startKernelMap;
    if (offset < 0n || offset >= kernelImageSizeBytes) return undefined;
    return physicalAddress(offset + physicalBase);
  };
}
