/**
 * The pieces of a flattened file: bytes [start, end) of the dump stand at `position` of the file. Sorted by start; in
 * typed arrays, because a large dump has millions of pieces.
 */
export class PieceTable {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly positions: Float64Array;
  length = 0;

  constructor(capacity: number) {
    this.starts = new Float64Array(capacity);
    this.ends = new Float64Array(capacity);
    this.positions = new Float64Array(capacity);
  }

  push(start: number, end: number, position: number): void {
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.positions[this.length] = position;
    this.length += 1;
  }

  pushFrom(other: PieceTable, index: number): void {
    this.push(other.startAt(index), other.endAt(index), other.positionAt(index));
  }

  startAt(index: number): number {
    return index < this.length ? (this.starts[index] ?? Infinity) : Infinity;
  }

  endAt(index: number): number {
    return this.ends[index] ?? -1;
  }

  positionAt(index: number): number {
    return this.positions[index] ?? -1;
  }

  /** The last piece that starts at or before `offset`; -1 when there is none. */
  find(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.startAt(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Adds pieces in any order; where pieces overlap, the one later in the file wins, as with makedumpfile -R. */
export function mergePieces(table: PieceTable, added: PieceTable): PieceTable {
  const order = Array.from({ length: added.length }, (_, index) => index);
  order.sort((a, b) => added.startAt(a) - added.startAt(b));
  const merged = new PieceTable(table.length + added.length);
  let old = 0;
  for (const index of order) {
    for (; table.startAt(old) <= added.startAt(index); old += 1) merged.pushFrom(table, old);
    merged.pushFrom(added, index);
  }
  for (; old < table.length; old += 1) merged.pushFrom(table, old);
  return overlaps(merged) ? withoutOverlaps(merged) : merged;
}

function overlaps(table: PieceTable): boolean {
  for (let index = 1; index < table.length; index += 1) {
    if (table.startAt(index) < table.endAt(index - 1)) return true;
  }
  return false;
}

/**
 * Cuts the dump at every start and end, then paints the cells from the piece latest in the file to the earliest; a
 * painted cell stays as it is.
 */
function withoutOverlaps(table: PieceTable): PieceTable {
  const edges = sortedEdges(table);
  const cellAt = new Map(edges.map((edge, cell) => [edge, cell]));
  const painter = new Int32Array(edges.length).fill(-1);
  const nextFree = Int32Array.from({ length: edges.length + 1 }, (_, cell) => cell);
  const newestFirst = Array.from({ length: table.length }, (_, index) => index);
  newestFirst.sort((a, b) => table.positionAt(b) - table.positionAt(a));
  for (const piece of newestFirst) {
    const end = cellAt.get(table.endAt(piece)) ?? 0;
    let cell = freeCell(nextFree, cellAt.get(table.startAt(piece)) ?? end);
    for (; cell < end; cell = freeCell(nextFree, cell)) {
      painter[cell] = piece;
      nextFree[cell] = cell + 1;
    }
  }
  return fromCells(table, edges, painter);
}

function sortedEdges(table: PieceTable): readonly number[] {
  const edges = new Float64Array(2 * table.length);
  edges.set(table.starts.subarray(0, table.length));
  edges.set(table.ends.subarray(0, table.length), table.length);
  edges.sort();
  return [...new Set(edges)];
}

/** The first unpainted cell from `cell` on, shortening the way for the next who asks. */
function freeCell(nextFree: Int32Array, cell: number): number {
  let free = cell;
  while ((nextFree[free] ?? free) !== free) {
    const next = nextFree[free] ?? free;
    nextFree[free] = nextFree[next] ?? next;
    free = next;
  }
  return free;
}

function fromCells(table: PieceTable, edges: readonly number[], painter: Int32Array): PieceTable {
  const result = new PieceTable(edges.length);
  for (let cell = 0; cell < edges.length; cell += 1) {
    const piece = painter[cell] ?? -1;
    if (piece < 0 || painter[cell - 1] === piece) continue;
    let last = cell;
    while (painter[last + 1] === piece) last += 1;
    const start = edges[cell] ?? 0;
    const position = table.positionAt(piece) + (start - table.startAt(piece));
    result.push(start, edges[last + 1] ?? start, position);
  }
  return result;
}
