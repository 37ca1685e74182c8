import { VmcoreError } from '../../base/errors';

/** What is searched for: bytes as they stand in memory, or words that point into a range. */
export type SearchPattern =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly alignment: number }
  | { readonly kind: 'pointers'; readonly start: bigint; readonly end: bigint };

export type SearchKind = 'bytes' | 'text' | 'value' | 'pointers';

interface Words {
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
}

const maxPatternBytes = 1024;
/** Larger numbers are looked for as 8 bytes. */
const largestIn4Bytes = 0xffff_ffffn;

/**
 * A search as a person types it: `48 8b 47`, text as it is, a number in C's notation (4 bytes where it fits, else 8,
 * aligned), or an address and a length in bytes that words are to point into.
 * @throws VmcoreError `bad-search`
 */
export function parseSearchPattern(kind: SearchKind, text: string, words: Words): SearchPattern {
  switch (kind) {
    case 'bytes':
      return bytesPattern(parseBytes(text), 1);
    case 'text':
      return bytesPattern(new TextEncoder().encode(text), 1);
    case 'value': {
      const value = parseNumber(text.trim());
      const sizeBytes = value > largestIn4Bytes || value < -(1n << 31n) ? 8 : 4;
      return bytesPattern(bytesOf(value, sizeBytes, words.littleEndian), sizeBytes);
    }
    case 'pointers': {
      const [start = '', length = '1'] = text.trim().split(/\s+/);
      const from = BigInt.asUintN(64, parseNumber(start));
      const sizeBytes = parseNumber(length);
      if (sizeBytes < 1n) throw badSearch(text);
      return { kind, start: from, end: from + sizeBytes };
    }
  }
}

function bytesPattern(bytes: Uint8Array, alignment: number): SearchPattern {
  if (bytes.length === 0 || bytes.length > maxPatternBytes) {
    throw new VmcoreError(
      'bad-search',
      `A search takes 1 to ${maxPatternBytes} bytes, and this one has ${bytes.length}.`,
      'Type what is to be found.',
    );
  }
  return { kind: 'bytes', bytes, alignment };
}

function parseBytes(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:]/gi, '');
  if (!/^([\da-f]{2})*$/i.test(digits)) throw badSearch(text);
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function parseNumber(text: string): bigint {
  const [, minus = '', digits] = /^(-?)(0x[\da-f]{1,16}|\d{1,20})$/i.exec(text) ?? [];
  // A bare kernel address is a number, too.
  const bare = /^[\da-f]{8,16}$/i.test(text) && !/^\d+$/.test(text) ? `0x${text}` : digits;
  if (bare === undefined) throw badSearch(text);
  return minus === '-' ? -BigInt(bare) : BigInt(bare);
}

function bytesOf(value: bigint, sizeBytes: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let index = 0; index < sizeBytes; index++) {
    const at = littleEndian ? index : sizeBytes - 1 - index;
    bytes[at] = Number((value >> BigInt(index * 8)) & 0xffn);
  }
  return bytes;
}

function badSearch(text: string): VmcoreError {
  return new VmcoreError(
    'bad-search',
    `“${text.trim().slice(0, 100)}” cannot be searched for like this.`,
    'Bytes are pairs of hex digits (48 8b 47); a value is a number (4096, 0xdead, -22) or an address.',
  );
}
