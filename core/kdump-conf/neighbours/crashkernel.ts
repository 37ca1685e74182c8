import { memparse } from '../makedumpfile/numbers';

/**
 * The value of `crashkernel=`, read as the kernel reads it (parse_crashkernel in kernel/crash_reserve.c, Linux 6.17).
 */
export type Crashkernel =
  | { readonly form: 'auto' }
  | { readonly form: 'size'; readonly bytes: bigint; readonly offset?: bigint; readonly suffix?: Suffix }
  | { readonly form: 'ranges'; readonly ranges: readonly MemoryRange[]; readonly offset?: bigint };

export type Suffix = 'high' | 'low' | 'cma';

/** Machines with at least `from` and less than `to` bytes of memory get `bytes`. */
export interface MemoryRange {
  readonly from: bigint;
  readonly to?: bigint;
  readonly bytes: bigint;
}

export interface CrashkernelProblem {
  readonly message: string;
  /** Offsets in the value. */
  readonly start: number;
  readonly end: number;
}

export interface ParsedCrashkernel {
  /** Undefined when nothing would be reserved. */
  readonly value?: Crashkernel;
  readonly problems: readonly CrashkernelProblem[];
}

export function parseCrashkernel(text: string): ParsedCrashkernel {
  if (/^auto(@|$)/.test(text)) return { value: { form: 'auto' }, problems: [] };
  return text.includes(':') ? parseRanges(text) : parseSize(text);
}

/** A place in the value, with what is expected there. */
class Reader {
  at = 0;

  constructor(readonly text: string) {}

  number(): bigint | undefined {
    const number = memparse(this.text.slice(this.at, this.at + 64));
    if (number === undefined) return undefined;
    this.at += number.length;
    return number.bytes;
  }

  take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  problem(message: string): ParsedCrashkernel {
    return { problems: [{ message, start: this.at, end: Math.max(this.at, this.text.length) }] };
  }
}

const units = 'Write whole numbers with K, M, G or T, without B and without a fraction.';

function parseSize(text: string): ParsedCrashkernel {
  const reader = new Reader(text);
  const bytes = reader.number();
  if (bytes === undefined) return reader.problem(`A size is expected. ${units}`);
  const suffix = /^,(high|low|cma)$/.exec(text.slice(reader.at))?.[1] as Suffix | undefined;
  if (suffix !== undefined) return positive({ form: 'size', bytes, suffix }, text);
  if (reader.take('@')) {
    const offset = reader.number();
    if (offset === undefined) return reader.problem('An address is expected after @.');
    if (reader.at < text.length) return reader.problem('Nothing may follow the address.');
    return positive({ form: 'size', bytes, offset }, text);
  }
  if (reader.at < text.length) return reader.problem(`This cannot follow a size. ${units}`);
  return positive({ form: 'size', bytes }, text);
}

function positive(value: Extract<Crashkernel, { form: 'size' }>, text: string): ParsedCrashkernel {
  // `0,low` is a way to say that no low memory is wanted.
  if (value.bytes > 0n || value.suffix === 'low') return { value, problems: [] };
  return { problems: [{ message: 'Zero bytes are no reservation.', start: 0, end: text.length }] };
}

function parseRanges(text: string): ParsedCrashkernel {
  const reader = new Reader(text);
  const ranges: MemoryRange[] = [];
  do {
    const range = readRange(reader);
    if (typeof range === 'string') return reader.problem(range);
    ranges.push(range);
  } while (reader.take(','));
  if (reader.take('@')) {
    const offset = reader.number();
    if (offset === undefined) return reader.problem('An address is expected after @.');
    return { value: { form: 'ranges', ranges, offset }, problems: [] };
  }
  if (reader.at < text.length)
    return reader.problem(`This cannot follow a size; a comma and a range can. ${units}`);
  return { value: { form: 'ranges', ranges }, problems: [] };
}

function readRange(reader: Reader): MemoryRange | string {
  const from = reader.number();
  if (from === undefined) return `A size of memory is expected at the beginning of a range. ${units}`;
  if (!reader.take('-')) return 'A range needs - after its beginning: 2G-64G:256M.';
  const start = reader.at;
  const to = reader.text[reader.at] === ':' ? undefined : reader.number();
  if (to === undefined && reader.text[reader.at] !== ':')
    return `A size of memory or : is expected here. ${units}`;
  if (to !== undefined && to <= from) {
    reader.at = start;
    return 'The end of a range must be larger than its beginning.';
  }
  if (!reader.take(':')) return 'A range needs : before the size to reserve.';
  const bytes = reader.number();
  if (bytes === undefined) return `The size to reserve is expected here. ${units}`;
  return { from, ...(to === undefined ? {} : { to }), bytes };
}

const granule = 128n << 20n;

/** The kernel counts memory in steps of 128 MiB before it looks for a range. */
function counted(memoryBytes: bigint): bigint {
  return ((memoryBytes + granule - 1n) / granule) * granule;
}

/** What a machine with that much memory reserves; 0 when no range fits. Undefined when that cannot be told. */
export function reservedBytes(value: Crashkernel, memoryBytes: bigint): bigint | undefined {
  if (value.form === 'auto') return undefined;
  if (value.form === 'size') return value.bytes;
  const memory = counted(memoryBytes);
  for (const { from, to, bytes } of value.ranges) {
    // Also in a range that is not this machine's, such a size makes the kernel give up.
    if (bytes >= memory) return 0n;
    if (memory >= from && (to === undefined || memory < to)) return bytes;
  }
  return 0n;
}
