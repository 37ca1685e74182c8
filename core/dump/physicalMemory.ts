import type { PhysicalAddress } from '../base/address';

/** Why bytes of memory cannot be given. Absent bytes are never invented. */
export type AbsenceReason =
  /** makedumpfile left the page out on purpose (dump level). */
  | 'excluded'
  /** No segment or bitmap of the dump covers the address: no RAM there, or the dump never held it. */
  | 'not-in-dump'
  /** The dump says it holds the page, but the file ends before it. */
  | 'truncated'
  /** The page is there, but its descriptor or its compressed data is corrupt. */
  | 'damaged'
  /** Virtual memory only: the page tables lead nowhere. */
  | 'not-mapped'
  /** Virtual memory only: nothing tells where the address leads on a machine whose page tables are not read. */
  | 'not-translatable';

/** A run of bytes that a read could not give. */
export interface Gap {
  /** Where the run starts, counted from the start of the read. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly reason: AbsenceReason;
  /** The sentence behind the reason, where there is more to say ("page does not inflate: …"). */
  readonly detail?: string;
}

/** The answer to a read that found every byte. One object, so that the common case allocates nothing. */
export const noGaps: readonly Gap[] = Object.freeze([]);

export interface PhysicalRange {
  readonly start: PhysicalAddress;
  readonly sizeBytes: bigint;
}

/** The dumped machine's memory by physical address. */
export interface PhysicalMemory {
  /**
   * Fills `into` from `address`. Bytes that are not there keep what `into` held before; the gaps come back in
   * order, without overlaps. Never throws for what the dump lacks.
   * @throws VmcoreError `read-failed` when the operating system refuses the read.
   */
  read(address: PhysicalAddress, into: Uint8Array): readonly Gap[];
  /**
   * The RAM that the dump describes, in order, whether or not each page was saved. Found while it is iterated: the
   * bitmap of a large machine is read only as far as somebody looks.
   */
  readonly ranges: Iterable<PhysicalRange>;
}
