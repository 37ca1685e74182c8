import type { Problem } from '../base/problem';
import { segmentTypeLoad, type ElfProgramHeader } from './elfProgramHeaders';

/**
 * A run of physical memory in an ELF core, without overlap with its neighbours. Numbers instead of bigint: no machine
 * has 2^53 bytes of memory, and lookups happen at every read.
 */
export interface ElfSegment {
  readonly start: number;
  /** End of the memory (p_memsz). */
  readonly end: number;
  /** End of what the file holds (p_filesz); from here to `end` the writer left pages out. */
  readonly savedEnd: number;
  /** File offset of `start`. */
  readonly offset: number;
}

/**
 * The PT_LOAD entries sorted by physical address. Where two overlap, the one that starts first wins and the other
 * keeps its rest: /proc/vmcore describes the kernel's text twice, with the same bytes.
 */
export function buildElfSegments(headers: readonly ElfProgramHeader[]): {
  readonly segments: readonly ElfSegment[];
  readonly problems: readonly Problem[];
} {
  const segments: ElfSegment[] = [];
  const problems: Problem[] = [];
  let coveredTo = 0;
  for (const candidate of loadSegments(headers, problems)) {
    const rest = withoutStart(candidate, coveredTo);
    if (rest.start >= rest.end) continue;
    segments.push(rest);
    coveredTo = rest.end;
  }
  return { segments, problems };
}

function loadSegments(headers: readonly ElfProgramHeader[], problems: Problem[]): ElfSegment[] {
  const segments: ElfSegment[] = [];
  for (const header of headers) {
    if (header.type !== segmentTypeLoad) continue;
    const segment = toSegment(header);
    if (segment !== undefined) segments.push(segment);
    else if (problems.length < 10) problems.push(absurdSegment(header));
  }
  // Where two start together, the one with more saved bytes comes first and so wins.
  return segments.sort((a, b) => a.start - b.start || b.savedEnd - a.savedEnd);
}

function toSegment(header: ElfProgramHeader): ElfSegment | undefined {
  const start = Number(header.physicalAddress);
  const end = Number(header.physicalAddress + header.memorySizeBytes);
  const savedEnd = Math.min(end, Number(header.physicalAddress + header.fileSizeBytes));
  const offset = Number(header.offset);
  const sane = Number.isSafeInteger(end) && Number.isSafeInteger(offset + (savedEnd - start));
  return sane ? { start, end, savedEnd, offset } : undefined;
}

function withoutStart(segment: ElfSegment, coveredTo: number): ElfSegment {
  const cut = Math.max(0, coveredTo - segment.start);
  const start = segment.start + cut;
  return {
    start,
    end: segment.end,
    savedEnd: Math.max(start, segment.savedEnd),
    offset: segment.offset + cut,
  };
}

/** The last segment that starts at or before `address`, as an index; -1 when there is none. */
export function findSegmentIndex(segments: readonly ElfSegment[], address: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.start ?? Infinity) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function absurdSegment(header: ElfProgramHeader): Problem {
  const size = header.memorySizeBytes.toString();
  const address = `0x${header.physicalAddress.toString(16)}`;
  return {
    code: 'elf-segment-absurd',
    message: `An ELF segment of ${size} bytes at physical ${address} is beyond any machine and is left out.`,
    at: `file offset ${header.offset.toString()}`,
  };
}
