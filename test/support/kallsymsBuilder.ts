import type { FakeMemory } from './fakeMemory';

// Writes what scripts/kallsyms.c emits, in the orders and encodings of its releases.

export interface PlainSymbol {
  readonly name: string;
  readonly type: string;
  readonly address: bigint;
}

export type Encoding = 'absolute' | 'base-relative' | 'absolute-percpu' | 'place-relative' | 'absolute-32';
/** Named by a release that emits the tables so; up to 6.0 without an index sorted by name, before 5.0 in words. */
export type TableOrder = '4.6' | '6.0' | '6.1' | '6.4' | '7.0';

export interface KallsymsBuild {
  readonly symbols: readonly PlainSymbol[];
  readonly encoding: Encoding;
  readonly order: TableOrder;
  readonly wordSizeBytes?: 4 | 8;
  readonly littleEndian?: boolean;
}

const unsortedOrder: readonly string[] = [
  'offsets',
  'relative_base',
  'num_syms',
  'names',
  'markers',
  'token_table',
  'token_index',
];

const orders: Record<TableOrder, readonly string[]> = {
  '4.6': unsortedOrder,
  '6.0': unsortedOrder,
  '6.1': [
    'offsets',
    'relative_base',
    'num_syms',
    'names',
    'markers',
    'seqs_of_names',
    'token_table',
    'token_index',
  ],
  '6.4': [
    'num_syms',
    'names',
    'markers',
    'token_table',
    'token_index',
    'offsets',
    'relative_base',
    'seqs_of_names',
  ],
  '7.0': ['num_syms', 'names', 'markers', 'token_table', 'token_index', 'offsets', 'seqs_of_names'],
};

/** What VMCOREINFO does not say the place of. */
const untold = ['markers', 'seqs_of_names'];

/** Pairs of letters that get a token of their own, as the most frequent ones do. */
const pairs = ['__', 'sy', 's_', 'in', 'it', 'ta', 'sk', 'er', 'on', 'fo', 'un', 're'];

/** Writes the tables from `start` on; returns the addresses by kernel name. */
export function writeKallsyms(
  memory: FakeMemory,
  start: bigint,
  build: KallsymsBuild,
): Record<string, bigint> {
  const { symbols, encoding, order, wordSizeBytes = 8, littleEndian = true } = build;
  const numbers = new NumberWriter(littleEndian);
  const names = symbols.map(({ name, type }) => compress(type + name));
  const starts: number[] = [];
  names.reduce((offset, name) => (starts.push(offset), offset + name.length), 0);
  const byName = symbols
    .map((_, index) => index)
    .sort((a, b) => compare(symbols[a]!.name, symbols[b]!.name) || a - b);
  const relativeBase = symbols.reduce(
    (lowest, { address }) => (address >= 1n << 31n && address < lowest ? address : lowest),
    1n << 64n,
  );

  const count = (values: readonly number[]): Buffer =>
    order === '4.6' ? numbers.words(values.map(BigInt), wordSizeBytes) : numbers.u32(values);
  const content = (table: string, at: bigint): Buffer => {
    switch (table) {
      case 'num_syms':
        return count([symbols.length]);
      case 'names':
        return Buffer.concat(names);
      case 'markers':
        return count(starts.filter((_, index) => index % 256 === 0));
      case 'token_table':
        return Buffer.from(tokens().join('\0') + '\0', 'latin1');
      case 'token_index':
        return numbers.u16(tokenStarts());
      case 'addresses':
        return numbers.words(
          symbols.map(({ address }) => address),
          wordSizeBytes,
        );
      case 'offsets':
        return numbers.u32(
          symbols.map(({ address }, index) => encode(address, encoding, relativeBase, at, index)),
        );
      case 'relative_base':
        return numbers.words([relativeBase], wordSizeBytes);
      default:
        return Buffer.from(byName.flatMap((seq) => [seq >> 16, (seq >> 8) & 0xff, seq & 0xff]));
    }
  };
  const addresses: Record<string, bigint> = {};
  let at = start;
  for (const place of orders[order]) {
    if (place === 'relative_base' && (encoding === 'absolute' || encoding === 'place-relative')) continue;
    const table = place === 'offsets' && encoding === 'absolute' ? 'addresses' : place;
    const bytes = content(table, at);
    memory.write(at & 0xffff_ffffn, bytes);
    if (!untold.includes(table)) addresses[`kallsyms_${table}`] = at;
    const word = BigInt(wordSizeBytes);
    at = ((at + BigInt(bytes.length) + word - 1n) / word) * word;
  }
  memory.write(at & 0xffff_ffffn, new Uint8Array(4096));
  return addresses;
}

function encode(address: bigint, encoding: Encoding, base: bigint, offsets: bigint, index: number): number {
  switch (encoding) {
    case 'absolute-percpu':
      return address < 1n << 31n ? Number(address) : Number(base - 1n - address);
    case 'base-relative':
      return Number(address - base);
    case 'place-relative':
      return Number(address - (offsets + BigInt(index * 4)));
    case 'absolute-32':
    case 'absolute':
      return Number(address);
  }
}

function tokens(): string[] {
  return Array.from({ length: 256 }, (_, code) => {
    if (code >= 0x20 && code < 0x7f) return String.fromCharCode(code);
    return pairs[code - 0x80] ?? '\x01';
  });
}

function tokenStarts(): number[] {
  let start = 0;
  return tokens().map((token) => (start += token.length + 1) - token.length - 1);
}

function compress(text: string): Buffer {
  const bytes: number[] = [];
  for (let at = 0; at < text.length;) {
    const pair = at === 0 ? -1 : pairs.indexOf(text.slice(at, at + 2));
    bytes.push(pair < 0 ? text.charCodeAt(at) : 0x80 + pair);
    at += pair < 0 ? 1 : 2;
  }
  const { length } = bytes;
  return Buffer.from(length < 0x80 ? [length, ...bytes] : [(length & 0x7f) | 0x80, length >> 7, ...bytes]);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

class NumberWriter {
  constructor(private readonly littleEndian: boolean) {}

  u16(values: readonly number[]): Buffer {
    return this.write(values, 2, (view, at, value) => {
      view.setUint16(at, value, this.littleEndian);
    });
  }

  u32(values: readonly number[]): Buffer {
    return this.write(values, 4, (view, at, value) => {
      view.setUint32(at, value, this.littleEndian);
    });
  }

  words(values: readonly bigint[], sizeBytes: 4 | 8): Buffer {
    if (sizeBytes === 4) return this.u32(values.map(Number));
    return this.write(values, 8, (view, at, value) => {
      view.setBigUint64(at, value, this.littleEndian);
    });
  }

  private write<Value>(
    values: readonly Value[],
    sizeBytes: number,
    set: (view: DataView, at: number, value: Value) => void,
  ): Buffer {
    const bytes = Buffer.alloc(values.length * sizeBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (const [index, value] of values.entries()) set(view, index * sizeBytes, value);
    return bytes;
  }
}
