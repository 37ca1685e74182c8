import { physicalAddress, virtualAddress, type PhysicalAddress, type VirtualAddress } from '../base/address';
import type { Architecture, TranslatorContext } from './architecture';
import { chooseTranslator } from './chooseTranslator';
import type { TranslationScheme } from './pageTableTranslator';
import type { DecodedEntry, PageTableFormat, PageTableLevel } from './pageTableWalk';

// Descriptors: Arm Architecture Reference Manual (DDI 0487), D8.3; how Linux uses them:
// arch/arm64/include/asm/pgtable-hwdef.h and memory.h of 6.12.
const valid = 1n << 0n;
/** At the last level it means "page", above it "table"; clear above it means "block". */
const tableOrPage = 1n << 1n;

const pageSizesBytes = [4096, 16384, 65536];

/** Sizes of the kernel's address space that Linux can be built for, or falls back to where the cpu lacks 52 bits. */
const addressSizesBits = [48, 52, 47, 42, 39, 36];

/** The kernel's names of the levels, from the last one up. */
const levelNames = ['PTE', 'PMD', 'PUD', 'P4D', 'PGD'];

/**
 * Page tables for one page size and one size of the kernel's address space.
 * @param virtualBits the bits of an address below its sign: 64 - TCR_EL1.T1SZ
 */
export function arm64PageTables(pageSizeBytes: number, virtualBits: number): PageTableFormat {
  const levels = tableLevels(Math.log2(pageSizeBytes), virtualBits);
  const outputAddress = outputAddressDecoder(pageSizeBytes, virtualBits);
  const largestBlock = largestBlockShift(pageSizeBytes, virtualBits);
  return {
    levels,
    entrySizeBytes: 8,
    littleEndian: true,
    addressBits: virtualBits,
    decode: (entry, level, isLastLevel): DecodedEntry => {
      if ((entry & valid) === 0n) return { kind: 'not-present' };
      const isTableOrPage = (entry & tableOrPage) !== 0n;
      if (isLastLevel) {
        return isTableOrPage
          ? { kind: 'page', address: outputAddress(entry, level) }
          : { kind: 'malformed-entry' };
      }
      if (isTableOrPage) return { kind: 'table', address: outputAddress(entry, lastOf(levels)) };
      if (level.shift > largestBlock) return { kind: 'malformed-entry' };
      return { kind: 'page', address: outputAddress(entry, level) };
    },
  };
}

/** A table fills one page; the root has the entries that are left. */
function tableLevels(pageShift: number, virtualBits: number): readonly PageTableLevel[] {
  const bitsPerTable = pageShift - 3;
  const levels: PageTableLevel[] = [];
  for (let shift = pageShift; shift < virtualBits; shift += bitsPerTable) {
    const indexBits = Math.min(bitsPerTable, virtualBits - shift);
    levels.unshift({ name: levelNames[levels.length] ?? 'PGD', shift, indexBits });
  }
  const [root, ...rest] = levels;
  return root ? [{ ...root, name: 'PGD' }, ...rest] : [];
}

function lastOf(levels: readonly PageTableLevel[]): PageTableLevel {
  return levels.at(-1) ?? { name: 'PTE', shift: 12, indexBits: 9 };
}

/** 52-bit physical addresses put their upper bits where a page of that size leaves room (LPA, LPA2). */
function outputAddressDecoder(
  pageSizeBytes: number,
  virtualBits: number,
): (entry: bigint, level: PageTableLevel) => bigint {
  const aligned = (address: bigint, level: PageTableLevel): bigint => address & -(1n << BigInt(level.shift));
  const low48 = (1n << 48n) - 1n;
  if (pageSizeBytes === 65536) {
    return (entry, level) => aligned(entry & low48, level) | (((entry >> 12n) & 0xfn) << 48n);
  }
  if (virtualBits === 52) {
    const low50 = (1n << 50n) - 1n;
    return (entry, level) => aligned(entry & low50, level) | (((entry >> 8n) & 3n) << 50n);
  }
  return (entry, level) => aligned(entry & low48, level);
}

/** Larger blocks are refused by the processor: 1 GiB, 32 MiB and 512 MiB, with 52 bits one level up. */
function largestBlockShift(pageSizeBytes: number, virtualBits: number): number {
  const wide = virtualBits === 52;
  if (pageSizeBytes === 4096) return wide ? 39 : 30;
  if (pageSizeBytes === 16384) return wide ? 36 : 25;
  return wide ? 42 : 29;
}

export const arm64: Architecture = {
  name: 'aarch64',
  label: 'arm64',
  pageSizesBytes,
  needs: 'SYMBOL(swapper_pg_dir) and NUMBER(kimage_voffset) in VMCOREINFO',
  findTranslator: (context) => chooseTranslator(context, schemes(context)),
};

function* schemes(context: TranslatorContext): Generator<TranslationScheme> {
  const { vmcoreinfo } = context;
  const table = vmcoreinfo.symbol('swapper_pg_dir');
  const offset = unsignedNumber(context, 'kimage_voffset');
  if (table === undefined || offset === undefined) return;
  const stripPointer = pointerStripper(unsignedNumber(context, 'KERNELPACMASK') ?? 0n);
  for (const pageSizeBytes of likelyFirst(vmcoreinfo.pageSizeBytes, pageSizesBytes)) {
    for (const virtualBits of likelyAddressSizes(context, pageSizeBytes)) {
      yield {
        format: arm64PageTables(pageSizeBytes, virtualBits),
        kernelRoot: physicalAddress(table - offset),
        memoryEncryptionMask: 0n,
        hasSeparateHalves: true,
        fixedMapping: fixedMapping(context, offset),
        stripPointer,
      };
    }
  }
}

/**
 * A kernel built for 52 bits uses fewer where the cpu has no more; TCR_EL1 tells since 5.9. With 64 KiB pages the
 * tables keep their 52-bit shape all the same (the base register points into the root), so VA_BITS comes first.
 */
function likelyAddressSizes(context: TranslatorContext, pageSizeBytes: number): readonly number[] {
  const { vmcoreinfo } = context;
  const inverted = vmcoreinfo.number('TCR_EL1_T1SZ') ?? vmcoreinfo.number('tcr_el1_t1sz');
  const used = inverted === undefined ? undefined : 64 - Number(inverted);
  const built = Number(vmcoreinfo.number('VA_BITS') ?? 0n) || undefined;
  const sizes = addressSizesBits.filter((bits) => bits > Math.log2(pageSizeBytes));
  return pageSizeBytes === 65536
    ? likelyFirst(built, likelyFirst(used, sizes))
    : likelyFirst(used, likelyFirst(built, sizes));
}

/** The values with the likeliest in front; one that is not among them is a number that lies. */
function likelyFirst(likeliest: number | undefined, values: readonly number[]): readonly number[] {
  if (likeliest === undefined || !values.includes(likeliest)) return values;
  return [likeliest, ...values.filter((value) => value !== likeliest)];
}

/**
 * The linear map and the kernel image as memory.h computes them. Since 5.4 the linear map is the lower half of the
 * kernel's addresses, before it was the upper one; the kernel image lies in the other half.
 */
function fixedMapping(
  context: TranslatorContext,
  imageOffset: bigint,
): ((address: VirtualAddress) => PhysicalAddress | undefined) | undefined {
  const stext = context.vmcoreinfo.symbol('_stext');
  const virtualBits = context.vmcoreinfo.number('VA_BITS');
  const ramStart = unsignedNumber(context, 'PHYS_OFFSET');
  if (stext === undefined || virtualBits === undefined || virtualBits < 36n || virtualBits > 52n) {
    return undefined;
  }
  const halfBit = 1n << (virtualBits - 1n);
  const isInImageHalf = (address: bigint): boolean => (address & halfBit) === (stext & halfBit);
  return (address) => {
    if (BigInt.asIntN(64, address) >= 0n) return undefined;
    if (isInImageHalf(address)) {
      const distance = address - stext;
      if (distance < -imageReachBytes || distance > imageReachBytes) return undefined;
      return physicalAddress(address - imageOffset);
    }
    return ramStart === undefined ? undefined : physicalAddress((address & (halfBit - 1n)) + ramStart);
  };
}

/** How far from _stext an address may be and still belong to the kernel image, which is mapped in one piece. */
const imageReachBytes = 1n << 26n;

/** Puts back the ones that a signature (KERNELPACMASK) or a tag (KASAN, MTE: the top byte) took the place of. */
function pointerStripper(signatureMask: bigint): (pointer: bigint) => VirtualAddress {
  const kernelHalf = 1n << 55n;
  const tag = 0xffn << 56n;
  return (pointer) =>
    virtualAddress((pointer & kernelHalf) !== 0n ? pointer | signatureMask | tag : pointer & ~tag);
}

function unsignedNumber({ vmcoreinfo }: TranslatorContext, name: string): bigint | undefined {
  const value = vmcoreinfo.number(name);
  return value === undefined ? undefined : BigInt.asUintN(64, value);
}
