import { count, flag, hexAddress, nothing, record, type Checks } from '../check';
import type { Place } from '../place';

/** The most that one answer explains. */
export const maxWordsSizeBytes = 16 * 1024;

/** What keys, buttons and menus of the memory panel do, as `vmcore.memory.<command>`. */
export const memoryCommands = [
  'copy',
  'copyMarkdown',
  'copyAddress',
  'copyWords',
  'copyArray',
  'width',
  'pointers',
  'physical',
  'nextPage',
  'previousPage',
  'followPointer',
] as const;

/** What the memory panel asks of the dump, besides bytes (`readMemory`). */
export interface MemoryRequests {
  memoryInfo: { params: null; result: MemoryInfo };
  /** What stands in a run of memory: names of places, and what its words point to. */
  memoryMeanings: { params: MemoryRange; result: MemoryMeanings };
  /** The page nearest after the address's own, or before it, that is mapped; of physical memory, that is RAM. */
  nextMappedPage: {
    params: { readonly address: string; readonly physical: boolean; readonly backwards: boolean };
    result: { readonly address: string | null };
  };
}

/** A run of virtual memory as the kernel sees it, or of physical memory. */
export interface MemoryRange {
  readonly address: string;
  readonly sizeBytes: number;
  readonly physical: boolean;
}

export interface MemoryInfo {
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
  readonly pageSizeBytes: number;
  /** Where the panel begins by itself. */
  readonly start: string;
}

export interface MemoryMeanings {
  /** Variables and functions that begin in the range, or that its first byte is in. */
  readonly names: readonly NamedOffset[];
  /** Of the words that point to something known; the others are absent. */
  readonly words: readonly WordMeaning[];
}

/** Offsets count bytes from the start of the range. */
export interface NamedOffset {
  readonly offset: number;
  readonly text: string;
}

export type MeaningKind = 'symbol' | 'task' | 'slab' | 'stack';

export interface WordMeaning extends NamedOffset {
  readonly kind: MeaningKind;
  /** As crash's `rd -SS` names it: symbols with a decimal offset, objects by address and cache. */
  readonly crash?: string;
  /** Where the word leads. */
  readonly place?: Place;
}

const range = { address: hexAddress, physical: flag };

export const memoryRequestChecks: Checks<MemoryRequests> = {
  memoryInfo: nothing,
  memoryMeanings: record({ ...range, sizeBytes: count(maxWordsSizeBytes) }),
  nextMappedPage: record({ ...range, backwards: flag }),
};
