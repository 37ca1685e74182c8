/** So many rows of 18 pixels are well below what browsers can scroll. */
const windowRows = 200_000;

/**
 * The part of a huge list that the scroll bar stands for. An address space has 2^60 rows, a browser scrolls over some
 * million, and a double cannot count them: rows are bigints, and only their distance from the window's start is a number.
 * When scrolling comes near the window's edge, the window moves.
 */
export class RowWindow {
  private start = 0n;

  /** @param total how many rows there are */
  constructor(readonly total: bigint) {}

  /** Rows in the window. */
  get size(): number {
    return this.total < BigInt(windowRows) ? Number(this.total) : windowRows;
  }

  rowAt(index: number): bigint {
    return this.start + BigInt(index);
  }

  /** Where a row stands in the window; undefined outside of it. */
  indexOf(row: bigint): number | undefined {
    const distance = row - this.start;
    return distance >= 0n && distance < BigInt(this.size) ? Number(distance) : undefined;
  }

  /** Moves the window so that the row is in its middle, or as near to it as the ends let it; returns its index. */
  centerOn(row: bigint): number {
    const within = clamp(row, 0n, this.total - 1n);
    this.start = clamp(within - BigInt(this.size >> 1), 0n, this.total - BigInt(this.size));
    return Number(within - this.start);
  }

  /** Whether there are rows beyond the edge that is near to the index, so that the window has to move. */
  isNearEdge(index: number): boolean {
    const margin = this.size >> 3;
    const isAtStart = this.start === 0n;
    const isAtEnd = this.start + BigInt(this.size) === this.total;
    return (index < margin && !isAtStart) || (index > this.size - margin && !isAtEnd);
  }
}

export function clamp(value: bigint, lowest: bigint, highest: bigint): bigint {
  if (value < lowest) return lowest;
  return value > highest ? highest : value;
}
