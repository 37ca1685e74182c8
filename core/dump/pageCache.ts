import { isAbsent, type PageAbsence, type PageStore } from './pageStore';

const cacheSizeBytes = 32 * 1024 * 1024;

/** Keeps the pages used last, so that walking a list does not inflate the same page again and again. */
export class PageCache {
  /** In order of use, the oldest first. */
  private readonly pages = new Map<number, Uint8Array>();
  private readonly maxPages: number;
  /** Most reads follow one on the same page. */
  private last: { readonly pfn: number; readonly page: Uint8Array } | undefined;

  constructor(
    private readonly store: PageStore,
    sizeBytes = cacheSizeBytes,
  ) {
    this.maxPages = Math.max(1, Math.floor(sizeBytes / store.pageSizeBytes));
  }

  /** Absences are not kept: they cost no inflating, and a file may still be growing. */
  page(pfn: number): Uint8Array | PageAbsence {
    if (this.last?.pfn === pfn) return this.last.page;
    const known = this.pages.get(pfn);
    if (known !== undefined) {
      this.pages.delete(pfn);
      this.pages.set(pfn, known);
      this.last = { pfn, page: known };
      return known;
    }
    const page = this.store.page(pfn);
    if (!isAbsent(page)) this.keep(pfn, page);
    return page;
  }

  private keep(pfn: number, page: Uint8Array): void {
    const oldest = this.pages.size >= this.maxPages ? this.pages.keys().next().value : undefined;
    if (oldest !== undefined) this.pages.delete(oldest);
    this.pages.set(pfn, page);
    this.last = { pfn, page };
  }
}
