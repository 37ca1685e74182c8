import { clamp } from './rowWindow';

/** A run of bytes: from where it was begun to where it is extended, both included. */
export interface Selection {
  readonly anchor: bigint;
  readonly head: bigint;
}

export function selectByte(address: bigint): Selection {
  return { anchor: address, head: address };
}

/** @param end the first byte that has no address */
export function selectRange(start: bigint, sizeBytes: number, end: bigint): Selection {
  return { anchor: start, head: clamp(start + BigInt(Math.max(1, sizeBytes) - 1), 0n, end - 1n) };
}

export function startOf({ anchor, head }: Selection): bigint {
  return anchor < head ? anchor : head;
}

/** At most `limit`. */
export function lengthOf({ anchor, head }: Selection, limit = Number.MAX_SAFE_INTEGER): number {
  const length = (anchor < head ? head - anchor : anchor - head) + 1n;
  return length > BigInt(limit) ? limit : Number(length);
}

export function contains(selection: Selection, address: bigint): boolean {
  const { anchor, head } = selection;
  return anchor < head ? address >= anchor && address <= head : address >= head && address <= anchor;
}

/** Moves the head by so many bytes, no further than the ends; the anchor follows unless the selection is extended. */
export function moved(selection: Selection, distanceBytes: bigint, extend: boolean, end: bigint): Selection {
  const head = clamp(selection.head + distanceBytes, 0n, end - 1n);
  return { anchor: extend ? selection.anchor : head, head };
}
