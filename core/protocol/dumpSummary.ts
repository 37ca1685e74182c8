import type { ErrorData } from '../base/errors';
import type { Sourced } from './overview';

/** What a list of dumps shows of one before anybody opens it: what stands in headers, notes and VMCOREINFO. */
export interface DumpSummary {
  /** Of the file that was asked for. */
  readonly path: string;
  /** Files of a split set, in order; one entry for an ordinary dump. */
  readonly parts: readonly string[];
  /** On disk, all parts together. */
  readonly sizeBytes: number;
  /** "ELF vmcore", "kdump-compressed, header version 6" */
  readonly format: string;
  readonly architecture?: string;
  readonly release?: string;
  readonly hostName?: string;
  /** Seconds since 1970. */
  readonly crashTime?: Sourced<number>;
  /** `unchecked` where telling would need more than a summary may read. */
  readonly completeness: 'complete' | 'incomplete' | 'unchecked';
  /** One sentence each. */
  readonly missing: readonly string[];
  readonly cost: ReadCost;
}

/** What reading it took. */
export interface ReadCost {
  readonly readBytes: number;
  readonly elapsedMs: number;
}

/** What a file turned out to be. */
export type FileSummary =
  | { readonly kind: 'dump'; readonly summary: DumpSummary }
  /** It begins like a dump and cannot be opened, or may not be read. */
  | { readonly kind: 'broken' | 'unreadable'; readonly error: ErrorData }
  /** No dump. */
  | { readonly kind: 'other' };
