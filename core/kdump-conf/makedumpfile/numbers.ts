import { isSpace, skip } from '../whiteSpace';

/**
 * C's `atoi` on a 64-bit machine: leading white space, a sign, then digits as far as they go; no digits mean 0, and
 * what does not fit wraps as the conversion from long does.
 */
export function atoi(text: string): number {
  const start = skip(text, 0, isSpace);
  const digits = /^[+-]?\d+/.exec(text.slice(start, start + 4096))?.[0];
  if (digits === undefined) return 0;
  if (digits.length <= 9) return Number(digits);
  const value =
    digits.length > 20
      ? BigInt(`${digits.startsWith('-') ? '-' : ''}${'9'.repeat(20)}`)
      : BigInt(digits.replace(/^\+/, ''));
  const largest = 2n ** 63n - 1n;
  const clamped = value > largest ? largest : value < -largest - 1n ? -largest - 1n : value;
  return Number(BigInt.asIntN(32, clamped));
}

/** A plain decimal number, as a person means it. */
export function isPlainNumber(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

const suffixes = 'KMGTPE';
const longestNumber = 4096;

export interface Size {
  readonly bytes: bigint;
  /** How many characters it took. */
  readonly length: number;
  /** The number before the suffix. */
  readonly number: bigint;
}

/**
 * A size as the kernel's and makedumpfile's `memparse` read it: decimal, 0x or 0 for octal, and one suffix of binary
 * multiples. Undefined when there is no number at all.
 */
export function memparse(text: string): Size | undefined {
  const digits = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text.slice(0, longestNumber))?.[0];
  if (digits === undefined) return undefined;
  const octal = /^0[0-7]+$/.test(digits);
  const number = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const suffix = suffixes.indexOf((text[digits.length] ?? '-').toUpperCase());
  if (suffix < 0) return { bytes: number, length: digits.length, number };
  return { bytes: number << BigInt(10 * (suffix + 1)), length: digits.length + 1, number };
}

/**
 * Whether makedumpfile takes the text for a size to stop at: one number and not 0, as its memparse (tools.c) counts
 * in 64 bits. `strtoull` takes a sign, wraps what is negative and stays at the largest number when there are more.
 */
export function isSizeLimit(text: string): boolean {
  const trimmed = text.slice(skip(text, 0, isSpace));
  const unsigned = trimmed.replace(/^[+-]/, '');
  const size = memparse(unsigned);
  if (size === undefined || size.length !== unsigned.length) return false;
  return size.number >= 2n ** 64n || BigInt.asUintN(64, size.bytes) !== 0n;
}
