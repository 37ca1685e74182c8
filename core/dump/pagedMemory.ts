import { physicalAddress, type PhysicalAddress } from '../base/address';
import { GapList } from './gapList';
import { PageCache } from './pageCache';
import { isAbsent, notInDump, type PageStore } from './pageStore';
import type { Gap, PhysicalMemory, PhysicalRange } from './physicalMemory';

/** Physical memory over a store of pages, with the last used pages kept. */
export class PagedMemory implements PhysicalMemory {
  private readonly cache: PageCache;

  constructor(
    private readonly store: PageStore,
    /** The frame that the store calls 0: 32-bit ARM counts from the start of its RAM. */
    private readonly firstPfn = 0,
  ) {
    this.cache = new PageCache(store);
  }

  get ranges(): Iterable<PhysicalRange> {
    return this.iterateRanges();
  }

  read(address: PhysicalAddress, into: Uint8Array): readonly Gap[] {
    const { pageSizeBytes } = this.store;
    const start = Number(address);
    const gaps = new GapList();
    let done = 0;
    while (done < into.length) {
      const position = start + done;
      const inPage = position % pageSizeBytes;
      const wanted = Math.min(pageSizeBytes - inPage, into.length - done);
      const pfn = (position - inPage) / pageSizeBytes - this.firstPfn;
      const page = pfn < 0 ? notInDump : this.cache.page(pfn);
      if (isAbsent(page)) gaps.add(done, wanted, page.reason, page.detail);
      else into.set(page.subarray(inPage, inPage + wanted), done);
      done += wanted;
    }
    return gaps.list;
  }

  private *iterateRanges(): Iterable<PhysicalRange> {
    const pageSize = BigInt(this.store.pageSizeBytes);
    for (const [first, end] of this.store.ramPfns) {
      const start = physicalAddress(BigInt(first + this.firstPfn) * pageSize);
      yield { start, sizeBytes: BigInt(end - first) * pageSize };
    }
  }
}
