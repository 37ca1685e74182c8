/** From `start` up to `end`, which is not included. */
export function indices(start: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
