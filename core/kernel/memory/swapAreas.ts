import type { KernelObjects } from '../../types/kernelObjects';
import * as plain from '../../types/plainTypes';

/** A partition or file that memory is swapped out to. */
export interface SwapArea {
  readonly address: bigint;
  readonly pages: number;
  readonly usedPages: number;
}

/** MAX_SWAPFILES of include/linux/swap.h is less. */
const maxAreas = 32;
/** SWP_USED */
const used = 1n;

/** @throws VmcoreError `variable-missing`, `memory-absent` */
export function readSwapAreas(objects: KernelObjects): readonly SwapArea[] {
  const count = Math.min(objects.plainVariable('nr_swapfiles', plain.unsignedInt).number, maxAreas);
  const table = objects.plainVariable('swap_info', plain.arrayOf(plain.unsignedLong, maxAreas));
  return Array.from({ length: count }, (_, index) => table.element(index).value)
    .filter((address) => address !== 0n)
    .map((address) => objects.struct('swap_info_struct', address))
    .filter((area) => (area.member('flags').value & used) !== 0n)
    .map((area) => {
      const inUse = area.member('inuse_pages');
      // An atomic_long_t whose top bits are flags since 6.9 (mm/swapfile.c, SWAP_USAGE_OFFLIST_BIT).
      const counter = inUse.findMember('counter');
      const usedPages = counter ? Number(counter.value & ((1n << 62n) - 1n)) : inUse.number;
      return { address: area.address, pages: area.member('pages').number, usedPages };
    });
}
