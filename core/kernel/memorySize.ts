import type { PhysicalRange } from '../dump/physicalMemory';

/** RAM that the dump describes, in bytes; ranges that overlap (kernel text has a segment of its own) count once. */
export function describedMemoryBytes(ranges: readonly PhysicalRange[]): bigint {
  const sorted = [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1));
  let total = 0n;
  let covered = 0n;
  for (const { start, sizeBytes } of sorted) {
    const end = start + sizeBytes;
    const from = start > covered ? start : covered;
    if (end <= from) continue;
    total += end - from;
    covered = end;
  }
  return total;
}
