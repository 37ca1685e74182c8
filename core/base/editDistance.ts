/**
 * Insertions, deletions, replacements, and exchanges of neighbours between two short words; any number above
 * `farthest` where it takes more.
 */
export function editDistance(from: string, to: string, farthest: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    // An exchange may still reach back to the line before.
    if (Math.min(...current) > farthest && Math.min(...last) > farthest) return farthest + 1;
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}
