import type { StructView } from '../base/structView';
import { btfKind, detailSizes } from './btfKinds';

/** What comes first of every type: name, info, size or type. */
export const entrySizeBytes = 12;

/** Where each type starts, by number; a kind of 0 stands for a type that is unknown. */
export interface BtfIndex {
  readonly offsets: Uint32Array;
  readonly kinds: Uint8Array;
  readonly damage?: {
    readonly what: string;
    readonly offset: number;
    /** Undefined when every type behind the damage is unknown. */
    readonly lostCount?: number;
  };
}

/** Types that follow one another. */
interface Chain {
  readonly offsets: readonly number[];
  /** Where it ends, and why when that is not the end of the section. */
  readonly end: number;
  readonly what?: string;
}

/** How many types may be tried for one that all others to the end follow. */
const maxSteps = 1 << 22;
/** The first types behind a hole may be none: their start was guessed. */
const doubtfulCount = 16;
/** Fewer functions than this prove nothing. */
const fewestWitnesses = 16;

/**
 * Types have no numbers of their own: their places count. Behind a hole the count is lost, but every function names the
 * number of its prototype, and all of them fit for one count alone.
 */
export function indexTypes(types: StructView): BtfIndex {
  const head = follow(types, 0);
  if (head.what === undefined) return indexOf(types, head.offsets);
  const damage = { what: head.what, offset: head.end };
  const tail = findTail(types, head.end + 4);
  const tailStart = tail && findTailNumber(types, head.offsets, tail);
  if (!tail || tailStart === undefined) return { ...indexOf(types, head.offsets), damage };
  const known = head.offsets.slice(0, tailStart - 1);
  const lostCount = tailStart - 1 - known.length + doubtfulCount;
  const index = indexOf(types, known, tail.slice(doubtfulCount), tailStart + doubtfulCount);
  return { ...index, damage: { ...damage, lostCount } };
}

/** Number 0 is void. */
function indexOf(
  types: StructView,
  head: readonly number[],
  tail: readonly number[] = [],
  tailNumber = head.length + 1,
): BtfIndex {
  const offsets = new Uint32Array(tailNumber + tail.length);
  const kinds = new Uint8Array(offsets.length);
  const place = (starts: readonly number[], first: number): void => {
    offsets.set(starts, first);
    starts.forEach((start, index) => (kinds[first + index] = kindAt(types, start)));
  };
  place(head, 1);
  place(tail, tailNumber);
  return { offsets, kinds };
}

function follow(types: StructView, start: number): Chain {
  const offsets: number[] = [];
  let end = start;
  while (end < types.bytes.length) {
    const sizeBytes = sizeAt(types, end);
    if (sizeBytes === undefined) return { offsets, end, what: whatIsWrong(types, end) };
    offsets.push(end);
    end += sizeBytes;
  }
  return { offsets, end };
}

/** Undefined for what is no type, or not a whole one. */
function sizeAt(types: StructView, offset: number): number | undefined {
  if (!types.covers(offset, entrySizeBytes)) return undefined;
  const detail = detailSizes[kindAt(types, offset)];
  if (!detail) return undefined;
  const sizeBytes = entrySizeBytes + detail[0] + detail[1] * (types.u32(offset + 4) & 0xffff);
  return types.covers(offset, sizeBytes) ? sizeBytes : undefined;
}

function kindAt(types: StructView, offset: number): number {
  return (types.u32(offset + 4) >>> 24) & 0x1f;
}

function whatIsWrong(types: StructView, offset: number): string {
  const kind = types.covers(offset, entrySizeBytes) ? kindAt(types, offset) : 0;
  return detailSizes[kind] ? 'has a type that is cut off' : `has a type of unknown kind ${kind}`;
}

/** The first place from which types follow one another up to the very end of the section. */
function findTail(types: StructView, from: number): readonly number[] | undefined {
  let steps = 0;
  for (let start = from; start < types.bytes.length && steps < maxSteps; start += 4) {
    let end = start;
    for (let size = sizeAt(types, end); size !== undefined && steps < maxSteps; size = sizeAt(types, end)) {
      end += size;
      steps++;
    }
    if (end === types.bytes.length) return follow(types, start).offsets;
    steps++;
  }
  return undefined;
}

/** The number of the tail's first type; undefined where functions do not prove it by naming prototypes alone. */
function findTailNumber(
  types: StructView,
  head: readonly number[],
  tail: readonly number[],
): number | undefined {
  const kinds = tail.map((start) => kindAt(types, start));
  const functions = tail.filter((_, index) => index >= doubtfulCount && kinds[index] === btfKind.function);
  const named = functions.map((start) => types.u32(start + 8));
  const first = likeliestNumber(types, tail, kinds);
  const isPrototype = (number: number): boolean => {
    const inTail = number - first;
    if (inTail >= doubtfulCount) return kinds[inTail] === btfKind.prototype;
    // What is lost, or stands at the seam, may be one.
    const start = inTail < 0 ? head[number - 1] : undefined;
    return number > 0 && (start === undefined || kindAt(types, start) === btfKind.prototype);
  };
  const witnesses = named.filter((number) => number - first >= doubtfulCount);
  return first > 0 && witnesses.length >= fewestWitnesses && named.every(isPrototype) ? first : undefined;
}

/** pahole writes most prototypes right ahead of their functions: the number for which most are there. */
function likeliestNumber(types: StructView, tail: readonly number[], kinds: readonly number[]): number {
  const votes = new Map<number, number>();
  tail.forEach((start, index) => {
    if (kinds[index] !== btfKind.function || kinds[index - 1] !== btfKind.prototype) return;
    const first = types.u32(start + 8) - (index - 1);
    votes.set(first, (votes.get(first) ?? 0) + 1);
  });
  return [...votes].reduce((best, vote) => (vote[1] > best[1] ? vote : best), [0, 0])[0];
}
