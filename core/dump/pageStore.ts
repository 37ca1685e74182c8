import type { AbsenceReason } from './physicalMemory';

/** Why a page cannot be given. */
export interface PageAbsence {
  readonly reason: AbsenceReason;
  readonly detail?: string;
}

/** A dump that stores whole pages by frame number. */
export interface PageStore {
  readonly pageSizeBytes: number;
  /** The page's bytes, never to be written to, or why there are none. */
  page(pfn: number): Uint8Array | PageAbsence;
  /** RAM as [first, end) frame numbers, in order. */
  readonly ramPfns: Iterable<readonly [number, number]>;
}

export const notInDump: PageAbsence = { reason: 'not-in-dump' };
export const excludedPage: PageAbsence = { reason: 'excluded' };

export function isAbsent(page: Uint8Array | PageAbsence): page is PageAbsence {
  return !(page instanceof Uint8Array);
}
