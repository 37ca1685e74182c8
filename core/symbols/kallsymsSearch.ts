import { virtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { VirtualMemory } from '../arch/virtualMemory';
import {
  aligned,
  maxSymbols,
  symbolsPerMarker,
  type KallsymsPlaces,
  type WordLayout,
} from './kallsymsLayout';
import { searchImage } from './searchImage';

// Nothing leads to kallsyms before 6.0. The tables have shapes that nothing else in a kernel has, and follow each other
// in an order that scripts/kallsyms.c gives them: count, names, markers, tokens, index of the tokens; the addresses come
// ahead of them all (until 6.3), or behind them.

type Memory = Pick<VirtualMemory, 'read'>;

/** Digits stand for themselves in every kernel's tokens, so these follow one another. */
const digitTokens = Buffer.from('0 1 2 3 4 5 6 7 8 9 '.replaceAll(' ', '\0'), 'latin1');
const firstDigit = '0'.charCodeAt(0);

const tokenCount = 256;
const tokenIndexSizeBytes = tokenCount * 2;
/** Tables of tokens have about a kilobyte. */
const tokenReachBytes = 1 << 14;
/** Of the names behind the last marker. */
const maxGroupSizeBytes = symbolsPerMarker * 512;

/** Where the tables may be, likeliest first; to be believed once a known symbol decodes to its address. */
export function* findKallsymsPlaces(
  memory: Memory,
  text: bigint,
  words: WordLayout,
): Generator<KallsymsPlaces> {
  for (const digits of searchImage(memory, text, digitTokens)) {
    const tokens = findTokens(memory, digits, words);
    const names = tokens && findNames(memory, tokens.tokenTable, words);
    if (!names) continue;
    yield { ...tokens, ...names, ...addressesAhead(names, words) };
    yield { ...tokens, ...names, ...addressesBehind(tokens.tokenIndex, names.count, words) };
  }
}

/** Bytes of kernel memory; those that the dump lacks are zero, which none of the shapes looked for survives. */
class Window {
  readonly view: StructView;

  constructor(
    memory: Memory,
    readonly start: bigint,
    sizeBytes: number,
    { littleEndian, wordSizeBytes }: WordLayout,
  ) {
    const bytes = new Uint8Array(sizeBytes);
    memory.read(virtualAddress(start), bytes);
    this.view = new StructView(bytes, littleEndian, wordSizeBytes);
  }
}

/** The index starts at zero, counts up, and says of the digits that they follow one another. */
function findTokens(
  memory: Memory,
  digits: bigint,
  words: WordLayout,
): Pick<KallsymsPlaces, 'tokenTable' | 'tokenIndex'> | undefined {
  const start = aligned(digits, words.wordSizeBytes);
  const { view } = new Window(memory, start, tokenReachBytes, words);
  for (let at = 0; view.covers(at, tokenIndexSizeBytes); at += words.wordSizeBytes) {
    if (view.u16(at) !== 0 || !isTokenIndex(view, at)) continue;
    const tokenTable = digits - BigInt(view.u16(at + firstDigit * 2));
    const lastToken = tokenTable + BigInt(view.u16(at + (tokenCount - 1) * 2));
    if (lastToken < start + BigInt(at)) return { tokenTable, tokenIndex: start + BigInt(at) };
  }
  return undefined;
}

function isTokenIndex(view: StructView, at: number): boolean {
  const startOf = (token: number): number => view.u16(at + token * 2);
  for (let token = 1; token < tokenCount; token++) {
    if (startOf(token) <= startOf(token - 1)) return false;
  }
  return startOf(firstDigit + 9) - startOf(firstDigit) === 18;
}

interface Names {
  readonly countAddress: bigint;
  readonly count: number;
  readonly names: bigint;
}

/** Names are what the markers ahead of the tokens lead into, behind a count that fits the markers. */
function findNames(memory: Memory, tokenTable: bigint, words: WordLayout): Names | undefined {
  for (const markerSizeBytes of words.wordSizeBytes === 8 ? [4, 8] : [4]) {
    const markers = findMarkers(memory, tokenTable, markerSizeBytes, words);
    const names = markers && findNamesBefore(memory, markers, words);
    if (names) return names;
  }
  return undefined;
}

interface Markers {
  readonly start: bigint;
  readonly count: number;
  /** Where the second and the last group of names start. */
  readonly second: number;
  readonly last: number;
}

/** Backwards from the tokens to the first marker, which is 0. They had a word each before 5.0. */
function findMarkers(
  memory: Memory,
  tokenTable: bigint,
  markerSizeBytes: number,
  words: WordLayout,
): Markers | undefined {
  const reach = (maxSymbols / symbolsPerMarker) * markerSizeBytes;
  const { view, start } = new Window(memory, tokenTable - BigInt(reach), reach, words);
  const read = (at: number): number => (markerSizeBytes === 4 ? view.u32(at) : Number(view.u64(at)));
  const end = reach - markerSizeBytes;
  let at = read(end) === 0 ? end - markerSizeBytes : end;
  const last = read(at);
  for (let count = 1; at >= 0 && read(at) <= last - (count - 1); count++, at -= markerSizeBytes) {
    if (read(at) > 0) continue;
    return count < 2
      ? undefined
      : { start: start + BigInt(at), count, second: read(at + markerSizeBytes), last };
  }
  return undefined;
}

function findNamesBefore(memory: Memory, markers: Markers, words: WordLayout): Names | undefined {
  const { wordSizeBytes, littleEndian } = words;
  const reach = markers.last + maxGroupSizeBytes + wordSizeBytes;
  if (reach > 1 << 26) return undefined;
  const start = markers.start - BigInt(reach);
  const { view } = new Window(memory, start, reach, words);
  // A count of 32 bits stands at the start of its word; of 64, as before 5.0, its low half matters.
  const lowHalves = littleEndian || wordSizeBytes === 4 ? [0] : [0, 4];
  const first = Number(aligned(start, wordSizeBytes) - start);
  for (let at = first; at < reach - markers.last - wordSizeBytes; at += wordSizeBytes) {
    for (const half of lowHalves) {
      const count = view.u32(at + half);
      const names = at + wordSizeBytes;
      if (Math.ceil(count / symbolsPerMarker) !== markers.count) continue;
      if (!fits(view, names, count, markers, wordSizeBytes)) continue;
      return { countAddress: start + BigInt(at + half), count, names: start + BigInt(names) };
    }
  }
  return undefined;
}

/** Whether the first group of names ends where the second starts, and the last one where the markers do. */
function fits(
  view: StructView,
  names: number,
  count: number,
  markers: Markers,
  wordSizeBytes: number,
): boolean {
  const lastCount = count - (markers.count - 1) * symbolsPerMarker;
  if (namesEnd(view, names, symbolsPerMarker) !== names + markers.second) return false;
  const end = namesEnd(view, names + markers.last, lastCount);
  return end !== undefined && end <= view.bytes.length && view.bytes.length - end < wordSizeBytes;
}

/** Behind so many names from there on; a name's length has one byte, or two since 6.1. */
function namesEnd(view: StructView, start: number, count: number): number | undefined {
  let at = start;
  for (let index = 0; index < count; index++) {
    if (!view.covers(at, 2)) return undefined;
    const length = view.u8(at);
    at += length < 0x80 ? 1 + length : 2 + ((length & 0x7f) | (view.u8(at + 1) << 7));
  }
  return at;
}

type Addresses = Pick<KallsymsPlaces, 'addresses' | 'offsets' | 'relativeBase'>;

/** Offsets and what they are relative to, since 4.6; words, where the kernel was built so and before. */
function addressesAhead({ countAddress, count }: Names, { wordSizeBytes }: WordLayout): Addresses {
  const end = countAddress - (countAddress % BigInt(wordSizeBytes));
  const relativeBase = end - BigInt(wordSizeBytes);
  return {
    addresses: end - BigInt(count * wordSizeBytes),
    offsets: relativeBase - aligned(BigInt(count * 4), wordSizeBytes),
    relativeBase,
  };
}

function addressesBehind(tokenIndex: bigint, count: number, { wordSizeBytes }: WordLayout): Addresses {
  const start = tokenIndex + BigInt(tokenIndexSizeBytes);
  return {
    addresses: start,
    offsets: start,
    relativeBase: start + aligned(BigInt(count * 4), wordSizeBytes),
  };
}
