import { physicalAddress } from '../../base/address';
import type { Gap, PhysicalMemory } from '../../dump/physicalMemory';
import type { SearchPattern } from './searchPattern';

/** Read and searched at once. */
const chunkBytes = 256 * 1024;

/** One step of a search through all memory that a dump holds. */
export interface SearchStep {
  /** Physical addresses of what was found, in order. */
  readonly hits: readonly bigint[];
  /** Where to go on; undefined at the end of memory. */
  readonly next: bigint | undefined;
}

interface Words {
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
}

/** A run of RAM, [start, end). */
export interface RamRun {
  readonly start: bigint;
  readonly end: bigint;
}

/** The RAM that the dump describes, in order; runs that overlap or meet become one, so that nothing is found twice. */
export function ramRuns(memory: PhysicalMemory): readonly RamRun[] {
  const sorted = Array.from(memory.ranges, ({ start, sizeBytes }) => ({
    start,
    end: start + sizeBytes,
  })).sort((a, b) => (a.start < b.start ? -1 : 1));
  const runs: { start: bigint; end: bigint }[] = [];
  for (const { start, end } of sorted) {
    const last = runs.at(-1);
    if (last && start <= last.end) last.end = end > last.end ? end : last.end;
    else runs.push({ start, end });
  }
  return runs;
}

/**
 * Searches one chunk of memory from the physical address on. Bytes that the dump lacks match nothing, and no match reaches
 * over them. One that reaches over the chunk's end is found with the next chunk.
 */
export function searchStep(
  memory: PhysicalMemory,
  runs: readonly RamRun[],
  from: bigint,
  pattern: SearchPattern,
  words: Words,
): SearchStep {
  const run = runs.find(({ end }) => end > from);
  if (!run) return { hits: [], next: undefined };
  const start = run.start > from ? run.start : from;
  const left = run.end - start;
  const overlap = pattern.kind === 'bytes' ? pattern.bytes.length - 1 : 0;
  const sizeBytes = left < BigInt(chunkBytes + overlap) ? Number(left) : chunkBytes + overlap;
  const bytes = Buffer.alloc(sizeBytes);
  const gaps = memory.read(physicalAddress(start), bytes);
  const hits: bigint[] = [];
  for (const { offset, end } of presentRuns(bytes.length, gaps)) {
    for (const found of matches(bytes, offset, end, pattern, words)) {
      // What begins in the overlap is the next chunk's.
      if (found < chunkBytes) hits.push(start + BigInt(found));
    }
  }
  const isLast = sizeBytes < chunkBytes + overlap;
  return { hits, next: isLast ? run.end : start + BigInt(chunkBytes) };
}

function* presentRuns(
  length: number,
  gaps: readonly Gap[],
): Generator<{ readonly offset: number; readonly end: number }> {
  let offset = 0;
  for (const gap of gaps) {
    if (gap.offset > offset) yield { offset, end: gap.offset };
    offset = gap.offset + gap.sizeBytes;
  }
  if (offset < length) yield { offset, end: length };
}

function* matches(
  bytes: Buffer,
  offset: number,
  end: number,
  pattern: SearchPattern,
  words: Words,
): Generator<number> {
  if (pattern.kind === 'pointers') {
    yield* pointers(bytes, offset, end, pattern, words);
    return;
  }
  const { bytes: wanted, alignment } = pattern;
  // The first byte of a chunk is aligned, so its offsets tell.
  for (let at = bytes.indexOf(wanted, offset); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    if (at + wanted.length > end) return;
    if (at % alignment === 0) yield at;
  }
}

/** The upper half is compared first: a bigint for each word of memory would take ten times as long. */
function* pointers(
  bytes: Buffer,
  offset: number,
  end: number,
  { start, end: wantedEnd }: SearchPattern & { readonly kind: 'pointers' },
  { littleEndian, wordSizeBytes }: Words,
): Generator<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const upperAt = littleEndian ? wordSizeBytes - 4 : 0;
  const upperShift = BigInt((wordSizeBytes - 4) * 8);
  const lowest = Number(start >> upperShift);
  const highest = Number((wantedEnd - 1n) >> upperShift);
  const first = Math.ceil(offset / wordSizeBytes) * wordSizeBytes;
  for (let at = first; at + wordSizeBytes <= end; at += wordSizeBytes) {
    const upper = view.getUint32(at + upperAt, littleEndian);
    if (upper < lowest || upper > highest) continue;
    const word =
      wordSizeBytes === 8 ? view.getBigUint64(at, littleEndian) : BigInt(view.getUint32(at, littleEndian));
    if (word >= start && word < wantedEnd) yield at;
  }
}
