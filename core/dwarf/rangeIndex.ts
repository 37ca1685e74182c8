import { countAtOrBefore } from '../base/countAtOrBefore';
import type { UnitRange } from './aranges';

/** Finds the units whose code holds an address, among ranges in any order that may overlap. */
export class RangeIndex {
  private readonly ranges: readonly UnitRange[];
  /** The furthest end among the ranges up to here: what tells whether an earlier, longer one may still hold. */
  private readonly furthest: readonly bigint[];

  constructor(ranges: readonly UnitRange[]) {
    this.ranges = [...ranges].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    let end = 0n;
    this.furthest = this.ranges.map((range) => (end = range.end > end ? range.end : end));
  }

  /** Where in .debug_info they start; the range that begins closest to the address first. */
  *unitsAt(address: bigint): Generator<number> {
    for (let index = this.countAtOrBefore(address) - 1; index >= 0; index--) {
      const range = this.ranges[index];
      if (range === undefined || (this.furthest[index] ?? 0n) <= address) return;
      if (range.end > address) yield range.unit;
    }
  }

  private countAtOrBefore(address: bigint): number {
    return countAtOrBefore(this.ranges, address, (range) => range.start);
  }
}
