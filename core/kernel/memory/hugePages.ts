import type { KernelObjects } from '../../types/kernelObjects';
import * as plain from '../../types/plainTypes';

/** HUGE_MAX_HSTATE of any architecture. */
const maxSizes = 16;

/** Pages set aside for hugetlbfs, of all sizes, counted in small pages. @throws VmcoreError `variable-missing` */
export function readHugePages(objects: KernelObjects): {
  readonly pages: number;
  readonly freePages: number;
} {
  const sizes = Math.min(objects.plainVariable('hugetlb_max_hstate', plain.int).number, maxSizes);
  const first = objects.variable('hstates', 'hstate');
  let pages = 0;
  let freePages = 0;
  for (let index = 0; index < sizes; index++) {
    const state = first.plus(index);
    const smallPages = 2 ** (state.member('order').number & 0x1f);
    pages += state.member('nr_huge_pages').number * smallPages;
    freePages += state.member('free_huge_pages').number * smallPages;
  }
  return { pages, freePages };
}
