import type { Problem } from '../../base/problem';

/** One record as the kernel stored it. `text` shares memory with the reader: it holds until the next record is read. */
export interface LogEntry {
  /** undefined when the dump does not hold it. */
  readonly text: Uint8Array | undefined;
  /** The kernel reserved no space for text: an empty line, or text that it had to drop. */
  readonly dataless: boolean;
  /** Since boot, whole microseconds. */
  readonly timeUs?: number;
  readonly level: number;
  readonly facility: number;
  /** As the kernel stores it: bit 31 marks a cpu number, else it is a thread id. */
  readonly callerId?: number;
}

/** What a record says about the device that it speaks of. */
export interface LogDevice {
  readonly device?: string;
  readonly subsystem?: string;
}

/** One of the kernel's log buffers, its records counted from the oldest that is left. */
export interface LogBuffer {
  readonly count: number;
  /** Records since boot that are no longer in the buffer; undefined where the kernel does not tell. */
  readonly overwrittenCount: number | undefined;
  readonly problems: readonly Problem[];
  /** @throws RangeError for an index outside of the buffer. */
  entry(index: number): LogEntry;
  device(index: number): LogDevice;
  /** Kernels before 3.5 keep plain text: the bytes as they stand in memory. */
  readonly plainText?: () => Iterable<Uint8Array>;
}

/** The older and newer layouts share one byte for flags and level; its bit order follows the byte order. */
export function levelOf(flagsAndLevel: number, littleEndian: boolean): number {
  return littleEndian ? flagsAndLevel >> 5 : flagsAndLevel & 7;
}

/** Whole microseconds of a nanosecond count given in halves, without the cost of a bigint. */
export function microseconds(high: number, low: number): number {
  // 2^32 ns are 4,294,967 µs and 296 ns.
  return high * 4_294_967 + Math.floor((high * 296 + low) / 1000);
}
