import { physicalAddress, virtualAddress, type VirtualAddress } from '../base/address';
import type { Problem } from '../base/problem';
import type { LinearRange } from '../dump/linearRange';
import type { Translator, TranslatorContext } from './architecture';
import { readsKernelRelease } from './chooseTranslator';
import { linearRanges } from './linearMap';
import type { Translation } from './translation';

/** The usual one first; what else VMCOREINFO says is no size of a page. */
const pageSizesBytes = [4096, 8192, 16384, 65536];
const addressBits = 64n;

/** A translator for machines whose page tables are not read: of the ranges that need none. */
export class LinearTranslator implements Translator {
  readonly levels = 0;
  readonly kernelRoot = physicalAddress(0n);
  readonly memoryEncryptionMask = 0n;
  private readonly ranges: readonly LinearRange[];

  constructor(
    ranges: readonly LinearRange[],
    readonly pageSizeBytes: number,
    readonly problems: readonly Problem[] = [],
  ) {
    this.ranges = ranges.map((range) => wholePages(range, BigInt(pageSizeBytes)));
  }

  translate(address: VirtualAddress): Translation {
    const found = this.ranges.find(({ start, end }) => address >= start && address < end);
    if (!found) return { kind: 'fault', reason: 'not-translatable', coversSizeBytes: this.outside(address) };
    const physical = physicalAddress(address - found.start + found.physical);
    return { kind: 'mapped', physical, pageSizeBytes: this.pageSizeBytes };
  }

  stripPointer(pointer: bigint): VirtualAddress {
    return virtualAddress(pointer);
  }

  /** The largest aligned block around the address that no range reaches into. */
  private outside(address: bigint): number {
    let bits = BigInt(Math.log2(this.pageSizeBytes));
    while (bits + 1n < addressBits && !this.touches(address, bits + 1n)) bits++;
    return 2 ** Number(bits);
  }

  private touches(address: bigint, bits: bigint): boolean {
    const block = (address >> bits) << bits;
    return this.ranges.some(({ start, end }) => start < block + (1n << bits) && end > block);
  }
}

/** What of a range fills pages; of the rest nobody says what else is in its page. */
function wholePages({ start, end, physical }: LinearRange, pageSizeBytes: bigint): LinearRange {
  const first = (start + pageSizeBytes - 1n) & -pageSizeBytes;
  return { start: first, end: end & -pageSizeBytes, physical: physical + (first - start) };
}

/** Undefined where the machine has no such range. */
export function findLinearTranslator(context: TranslatorContext): Translator | undefined {
  const { machine, memory, vmcoreinfo } = context;
  const ranges = linearRanges(context);
  if (ranges.length === 0) return undefined;
  const pageSizeBytes = pageSizesBytes.find((size) => size === vmcoreinfo.pageSizeBytes) ?? 4096;
  const withProblems = (problems: readonly Problem[]): Translator =>
    new LinearTranslator(ranges, pageSizeBytes, problems);
  const partly = pageTablesNotRead(machine.name);
  const found = withProblems([partly]);
  return readsKernelRelease(found, vmcoreinfo, memory) ? found : withProblems([partly, linearMapNotVerified]);
}

function pageTablesNotRead(machine: string): Problem {
  return {
    code: 'page-tables-not-read',
    message: `Page tables of ${machine} are not read: of virtual addresses, those of the kernel's linear map are translated, those of modules, vmalloc and processes are not.`,
  };
}

const linearMapNotVerified: Problem = {
  code: 'translation-not-verified',
  message:
    "The kernel's release does not read back through its linear map; what is read from virtual addresses may be wrong.",
};
