import type { PhysicalAddress } from '../../base/address';
import { lazy } from '../../base/lazy';
import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import type { Kernel } from '../kernel';
import { memoryMap, type MapSection } from './memoryMap';

/** A page frame and the kernel's struct page for it. */
export interface PageFrame {
  readonly pfn: number;
  readonly page: TypedObject;
}

/** The lowest bit of `compound_head` marks a page that is not the first of its group. */
const isTail = 1n;
/** No group of pages has more than 1 GiB's worth of struct pages. */
const largestGroupMask = -(1n << 30n);

/** Leads from memory to what the kernel notes about it: its struct page. */
export class PageFrames {
  private readonly sections = lazy(() => this.readSections());

  constructor(private readonly kernel: Kernel) {}

  /** Undefined where there is no RAM, or the dump does not lead to its struct pages. */
  findFrame(address: PhysicalAddress): PageFrame | undefined {
    const pfn = Number(address / BigInt(this.kernel.memory.translator.pageSizeBytes));
    const { byNumber, pagesOfEach } = this.sections();
    const section = byNumber.get(Math.floor(pfn / pagesOfEach));
    return section && this.frameIn(section, pfn);
  }

  /** The first page of the group that was allocated at once; a page alone is its own. */
  headOf({ pfn, page }: PageFrame): PageFrame | undefined {
    const link = ifKnown(() => page.member('compound_head', 'compound_info').value);
    if (link === undefined) return undefined;
    if ((link & isTail) === 0n) return { pfn, page };
    const head = page.movedTo(headAddress(page.address, link - isTail));
    const distance = Number(page.address - head.address) / this.sizeOfPage;
    return Number.isSafeInteger(distance) && distance >= 0 ? { pfn: pfn - distance, page: head } : undefined;
  }

  private get sizeOfPage(): number {
    return this.kernel.vmcoreinfo.size('page') ?? 1;
  }

  private frameIn({ firstPfn, address }: MapSection, pfn: number): PageFrame {
    const page = address + BigInt((pfn - firstPfn) * this.sizeOfPage);
    return { pfn, page: this.kernel.objects.struct('page', page) };
  }

  private readSections(): {
    readonly byNumber: ReadonlyMap<number, MapSection>;
    readonly pagesOfEach: number;
  } {
    const sections = ifKnown(() => [...memoryMap(this.kernel.objects, this.kernel.vmcoreinfo)]) ?? [];
    const pagesOfEach = sections[0]?.pages ?? 1;
    return {
      byNumber: new Map(sections.map((section) => [section.firstPfn / pagesOfEach, section])),
      pagesOfEach,
    };
  }
}

/** A pointer until 7.0; since then a mask that clears the bits in which pages of a group differ (page-flags.h). */
function headAddress(page: bigint, link: bigint): bigint {
  const isMask = BigInt.asIntN(64, link) >= largestGroupMask;
  return isMask ? page & link : link;
}
