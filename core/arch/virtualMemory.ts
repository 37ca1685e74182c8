import { virtualAddress, type PhysicalAddress, type VirtualAddress } from '../base/address';
import { noGaps, type Gap, type PhysicalMemory } from '../dump/physicalMemory';
import type { Translator } from './architecture';
import { describeFault, type Fault, type Mapping, type Translation, type WalkStep } from './translation';

/** How many pages are remembered before all are forgotten: enough for every structure of one view. */
const rememberedPages = 8192;

const addressSpaceEnd = 1n << 64n;

/** A whole page or block, remembered. */
interface CachedPage {
  readonly start: bigint;
  readonly mapping: Mapping;
}

/** The dumped machine's memory as one address space sees it: the kernel's, or a process's given its root. */
export class VirtualMemory {
  private readonly pages = new Map<number, CachedPage>();
  private readonly pageShift: bigint;

  constructor(
    readonly translator: Translator,
    readonly physical: PhysicalMemory,
    /** The table that the walk starts from, as the processor's base register would hold it. */
    readonly root: PhysicalAddress = translator.kernelRoot,
  ) {
    this.pageShift = BigInt(Math.log2(translator.pageSizeBytes));
  }

  /** The same memory through another process's page tables. */
  withRoot(root: PhysicalAddress): VirtualMemory {
    return new VirtualMemory(this.translator, this.physical, root);
  }

  /** Walks the page tables anew, uncached; `steps` gets the entries on the way. */
  translate(address: VirtualAddress, steps?: WalkStep[]): Translation {
    return this.translator.translate(address, this.root, steps);
  }

  /**
   * Fills `into` from `address`. Bytes that are not there keep what `into` held before; the gaps come back in
   * order, without overlaps.
   * @throws VmcoreError `read-failed` when the operating system refuses the read.
   */
  read(address: VirtualAddress, into: Uint8Array): readonly Gap[] {
    let gaps: Gap[] | undefined;
    let offset = 0;
    while (offset < into.length) {
      const left = into.length - offset;
      const at = address + BigInt(offset);
      if (at >= addressSpaceEnd) {
        (gaps ??= []).push({
          offset,
          sizeBytes: left,
          reason: 'not-mapped',
          detail: 'The address space ends.',
        });
        break;
      }
      const page = this.findPage(virtualAddress(at));
      const sizeBytes = Math.min(left, page.remainingBytes);
      for (const gap of this.readPage(page, into.subarray(offset, offset + sizeBytes))) {
        appendGap((gaps ??= []), { ...gap, offset: gap.offset + offset });
      }
      offset += sizeBytes;
    }
    return gaps ?? noGaps;
  }

  private readPage(page: FoundPage, into: Uint8Array): readonly Gap[] {
    if (page.fault) return [{ offset: 0, sizeBytes: into.length, ...gapReason(page.fault) }];
    return this.physical.read(page.physical, into);
  }

  private findPage(address: VirtualAddress): FoundPage {
    const number = Number(address >> this.pageShift);
    const cached = this.pages.get(number);
    if (cached) return foundPage(address, cached.start, cached.mapping);
    const translation = this.translate(address);
    if (translation.kind === 'fault') {
      const covered = BigInt(translation.coversSizeBytes);
      return { fault: translation, remainingBytes: Number(covered - (address % covered)) };
    }
    const offset = address & (BigInt(translation.pageSizeBytes) - 1n);
    const start = address - offset;
    const physical = (translation.physical - offset) as PhysicalAddress;
    const mapping: Mapping = { ...translation, physical };
    if (this.pages.size >= rememberedPages) this.pages.clear();
    this.pages.set(number, { start, mapping });
    return foundPage(address, start, mapping);
  }
}

type FoundPage =
  | { readonly fault: Fault; readonly remainingBytes: number }
  | { readonly fault?: undefined; readonly physical: PhysicalAddress; readonly remainingBytes: number };

function foundPage(address: bigint, start: bigint, mapping: Mapping): FoundPage {
  const offset = address - start;
  return {
    physical: (mapping.physical + offset) as PhysicalAddress,
    remainingBytes: mapping.pageSizeBytes - Number(offset),
  };
}

/** A missing table says why it is missing; where tables were read, anything else means that nothing is mapped. */
function gapReason(fault: Fault): Pick<Gap, 'reason' | 'detail'> {
  const reason = fault.reason === 'not-translatable' ? fault.reason : (fault.absence ?? 'not-mapped');
  return { reason, detail: describeFault(fault) };
}

/** Neighbours of one cause become one gap. */
function appendGap(gaps: Gap[], gap: Gap): void {
  const last = gaps.at(-1);
  if (last && last.offset + last.sizeBytes === gap.offset && last.reason === gap.reason) {
    gaps[gaps.length - 1] = { ...last, sizeBytes: last.sizeBytes + gap.sizeBytes };
  } else {
    gaps.push(gap);
  }
}
