import { count, flag, hexAddress, nothing, oneOf, record, text, type Checks } from '../check';
import type { Place } from '../place';
import type { SlabState } from '../slabState';
import { contextParams, type ContextParams } from '../taskContext';

/** The most that one answer explains. */
export const maxWordsSizeBytes = 16 * 1024;

/** Nobody looks through more. */
export const maxSearchHits = 10_000;

/** What keys, buttons and menus of the memory panel do, as `vmcore.memory.<command>`. */
export const memoryCommands = [
  'copy',
  'copyMarkdown',
  'copyAddress',
  'copyWords',
  'copyArray',
  'save',
  'width',
  'pointers',
  'physical',
  'nextPage',
  'previousPage',
  'followPointer',
  'translation',
  'overlay',
  'bookmark',
  'find',
  'findPointers',
  'findNext',
  'findPrevious',
] as const;

/** What the memory panel asks of the dump, besides bytes (`readMemory`). */
export interface MemoryRequests {
  memoryInfo: { params: null; result: MemoryInfo };
  /** What stands in a run of memory: names of places, and what its words point to; user addresses by the task's memory map. */
  memoryMeanings: { params: MemoryRange & ContextParams; result: MemoryMeanings };
  /** The page nearest after the address's own, or before it, that is mapped; of physical memory, that is RAM. */
  nextMappedPage: {
    params: PageParams & { readonly backwards: boolean };
    result: { readonly address: string | null };
  };
  /** What crash's `vtop` tells, and what the kernel notes about the page. */
  memoryPage: {
    params: PageParams;
    result: MemoryPage;
  };
  /** The regions of the kernel's address space, or of physical memory, by address. */
  memoryRegions: {
    params: { readonly physical: boolean };
    result: { readonly regions: readonly RegionData[] };
  };
  /** The bytes from the address on, seen as that C type. */
  memoryOverlay: {
    params: ContextParams & { readonly type: string; readonly address: string };
    result: MemoryOverlay;
  };
  /**
   * A part of a search through all memory of the dump, as long as a person waits for a first answer; the next part begins
   * where `next` says.
   */
  searchMemory: {
    params: {
      readonly kind: SearchKind;
      /** Bytes as hex digits, text, a number, or the address and the length that words are to point into. */
      readonly text: string;
      /** Physical, where the last part ended; 0x0 at first. */
      readonly from: string;
      readonly maxHits: number;
    };
    result: SearchPart;
  };
}

/** An address, and whose memory it is of where it is a process's. */
export interface PageParams extends ContextParams {
  readonly address: string;
  readonly physical: boolean;
}

/** A part of the address space with one use, as far as it is used. */
export interface RegionData {
  readonly name: string;
  readonly start: string;
  /** Its last byte. */
  readonly last: string;
  /** Of its parts, all of one size: how many of the pages looked at are in the dump, left out, or nothing. */
  readonly shares: readonly {
    readonly dumped: number;
    readonly excluded: number;
    readonly empty: number;
  }[];
}

export interface MemoryOverlay {
  /** As C names it. */
  readonly type: string;
  readonly sizeBytes: number;
  /** In the order of their places; members of unions share theirs. */
  readonly members: readonly OverlayMember[];
}

/** A member that has a value of its own. */
export interface OverlayMember {
  /** `sk.sk_lock.slock`, `cb[3]`. */
  readonly path: string;
  /** From the start of the type, in bytes. */
  readonly offset: number;
  /** As C writes it; absent where the dump lacks the bytes. */
  readonly value?: string;
  /** Where a pointer leads. */
  readonly place?: Place;
}

export type SearchKind = 'bytes' | 'text' | 'value' | 'pointers';

export interface SearchPart {
  readonly hits: readonly SearchHit[];
  /** Where the next part begins; null at the end of memory. */
  readonly next: string | null;
  readonly searchedBytes: number;
  readonly totalBytes: number;
}

export interface SearchHit {
  readonly physical: string;
  /** Where the kernel sees the byte, in its image or its mapping of all RAM; absent where it does in neither. */
  readonly virtual?: string;
  /** What it is in. */
  readonly name?: string;
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
  /** makedumpfile's -d, which says what kinds of pages were left out; absent where the dump does not tell. */
  readonly dumpLevel?: number;
  /** Where the panel begins by itself. */
  readonly start: string;
}

export interface MemoryMeanings {
  /** Variables, functions, slab objects and regions of a process that begin in the range, or that its first byte is in. */
  readonly names: readonly NameInRange[];
  /** Of the words that point to something known; the others are absent. */
  readonly words: readonly WordMeaning[];
}

export interface NameInRange {
  /** From the start of the range, in bytes. */
  readonly offset: number;
  readonly name: string;
  /** How far that byte is in what has the name. */
  readonly into: number;
  /** Where in what has the name it begins, in bytes: only a part of a file may be mapped. */
  readonly from?: number;
  readonly module?: string;
  /** Of a slab object: `free object 3 of 32`, or the task that it is; of a region, what may be done with it: `r-xp`. */
  readonly note?: string;
}

export type MeaningKind = 'symbol' | 'task' | 'slab' | 'stack' | 'region';

export interface WordMeaning {
  /** From the start of the range, in bytes. */
  readonly offset: number;
  readonly text: string;
  readonly kind: MeaningKind;
  /** As crash's `rd -SS` names it: symbols with a decimal offset, objects by address and cache. */
  readonly crash?: string;
  /** Where the word leads. */
  readonly place?: Place;
}

/** One entry of a page table on the way to an address. */
export interface TableEntry {
  /** PGD, P4D, PUD, PMD, PTE. */
  readonly level: string;
  /** Physical. */
  readonly entryAddress: string;
  readonly entry: string;
  readonly flags: readonly string[];
}

/** What page an address is in; what is absent is not known. */
export interface MemoryPage {
  readonly entries: readonly TableEntry[];
  /** Of a user address: the process that it is of, `task 1 systemd`. */
  readonly process?: string;
  /** Why the address leads nowhere. */
  readonly fault?: string;
  readonly physical?: string;
  /** Where the kernel sees the same byte, in its image or its mapping of all RAM. */
  readonly kernelAddress?: string;
  /** Of the page or block that maps it. */
  readonly mappedSizeBytes?: number;
  /** What the address is in: `init_task+0x10`, `task 1 systemd`. */
  readonly name?: string;
  readonly frame?: FrameData;
  readonly slab?: SlabData;
  readonly owner?: { readonly text: string; readonly place: Place };
}

/** What the kernel's struct page says. */
export interface FrameData {
  readonly pfn: number;
  readonly pageAddress: string;
  /** The struct page that speaks for the group of pages, where this one is not the first of its group. */
  readonly headAddress?: string;
  readonly flags?: string;
  readonly flagNames: readonly string[];
  readonly type?: string;
  readonly referenceCount?: number;
  readonly mapCount?: number;
  readonly mapping?: string;
  readonly index?: string;
}

export interface SlabData extends SlabState {
  readonly cacheName: string;
  readonly cacheAddress: string;
  readonly objectAddress: string;
  readonly objectSizeBytes: number;
  readonly slabAddress: string;
  /** Of its pages. */
  readonly slabStart: string;
}

const range = { address: hexAddress, physical: flag };

export const memoryRequestChecks: Checks<MemoryRequests> = {
  memoryInfo: nothing,
  memoryMeanings: record({ ...range, sizeBytes: count(maxWordsSizeBytes), ...contextParams }),
  memoryPage: record({ ...range, ...contextParams }),
  memoryRegions: record({ physical: flag }),
  memoryOverlay: record({ type: text, address: hexAddress, ...contextParams }),
  searchMemory: record({
    kind: oneOf('bytes', 'text', 'value', 'pointers'),
    text,
    from: hexAddress,
    maxHits: count(maxSearchHits),
  }),
  nextMappedPage: record({ ...range, ...contextParams, backwards: flag }),
};
