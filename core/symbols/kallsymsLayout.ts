import { virtualAddress } from '../base/address';
import type { VirtualMemory } from '../arch/virtualMemory';
import type { KernelNumbers } from '../arch/architecture';
import type { DumpedMachine } from '../dump/dumpImage';
import { KernelTable } from './kernelTable';

// The tables that scripts/kallsyms.c emits, in the orders of 6.1, 6.4 and 7.0; each label is aligned to a word.

/** More symbols than any kernel has; the sorted index has three bytes for a number. */
export const maxSymbols = 1 << 22;
/** More than the compressed names of that many symbols need in practice. */
const maxNamesSizeBytes = 1 << 26;
const maxTokenTableSizeBytes = 1 << 16;
/** A shorter table is looked through: in so few steps a wrong place could pass for the sorted index by chance. */
const fewestSortedSymbols = 1024;
/** The kernel notes where every 256th name starts. */
export const symbolsPerMarker = 256;

/** Kallsyms of one dump: its tables, read where they are touched. */
export interface KallsymsLayout {
  readonly count: number;
  readonly names: KernelTable;
  readonly tokenTable: KernelTable;
  readonly tokenIndex: KernelTable;
  /** u32 offsets into `names`; undefined where it is not where the kernel's makers put it. */
  readonly markers: KernelTable | undefined;
  /** 3-byte symbol numbers in the order of names, at the places where releases have had it, likeliest first. */
  readonly sortedIndexes: readonly KernelTable[];
  /** Words (before 6.0 and without base-relative offsets). */
  readonly addresses: KernelTable | undefined;
  /** s32 or u32, see kallsymsAddresses.ts. */
  readonly offsets: KernelTable | undefined;
  readonly relativeBase: bigint | undefined;
}

export type WordLayout = Pick<DumpedMachine, 'littleEndian' | 'wordSizeBytes'>;

/** Where the tables are, with the kernel's names for them. */
export interface KallsymsPlaces {
  readonly names: bigint;
  readonly countAddress: bigint;
  readonly tokenTable: bigint;
  readonly tokenIndex: bigint;
  readonly addresses: bigint | undefined;
  readonly offsets: bigint | undefined;
  readonly relativeBase: bigint | undefined;
}

/** Opens the tables; undefined where what is there cannot be them. */
export function openKallsyms(
  memory: Pick<VirtualMemory, 'read'>,
  at: KallsymsPlaces,
  { littleEndian, wordSizeBytes }: WordLayout,
): KallsymsLayout | undefined {
  const table = (address: bigint, sizeBytes: number): KernelTable =>
    new KernelTable(memory, virtualAddress(address), sizeBytes, littleEndian, wordSizeBytes);
  const optionalTable = (address: bigint | undefined, sizeBytes: number): KernelTable | undefined =>
    address === undefined ? undefined : table(address, sizeBytes);

  const count = readU32(table(at.countAddress, 4));
  if (count === undefined || count === 0 || count > maxSymbols) return undefined;
  const markersSizeBytes = Math.ceil(count / symbolsPerMarker) * 4;
  const markers = markerPlaces(at, count, wordSizeBytes)
    .map((place) => table(place, markersSizeBytes))
    .find(isMarkers);
  return {
    count,
    names: table(at.names, tableSize(at.names, markers?.address ?? at.tokenTable, maxNamesSizeBytes)),
    tokenTable: table(at.tokenTable, tableSize(at.tokenTable, at.tokenIndex, maxTokenTableSizeBytes)),
    tokenIndex: table(at.tokenIndex, 512),
    markers,
    sortedIndexes: sortedIndexPlaces(at, count, wordSizeBytes).map((place) => table(place, count * 3)),
    addresses: optionalTable(at.addresses, count * wordSizeBytes),
    offsets: optionalTable(at.offsets, count * 4),
    relativeBase: readWord(optionalTable(at.relativeBase, wordSizeBytes)),
  };
}

/** What VMCOREINFO says; undefined before 6.0. */
export function toldKallsyms(vmcoreinfo: Pick<KernelNumbers, 'symbol'>): KallsymsPlaces | undefined {
  const at = (name: string): bigint | undefined => vmcoreinfo.symbol(`kallsyms_${name}`);
  const names = at('names');
  const countAddress = at('num_syms');
  const tokenTable = at('token_table');
  const tokenIndex = at('token_index');
  if (names === undefined || countAddress === undefined) return undefined;
  if (tokenTable === undefined || tokenIndex === undefined) return undefined;
  const rest = { addresses: at('addresses'), offsets: at('offsets'), relativeBase: at('relative_base') };
  return { names, countAddress, tokenTable, tokenIndex, ...rest };
}

/** Nothing tells: since 6.4 it ends the group of the addresses, before it came ahead of the tokens. */
function sortedIndexPlaces(at: KallsymsPlaces, count: number, wordSizeBytes: number): readonly bigint[] {
  const places: bigint[] = [];
  if (count < fewestSortedSymbols) return places;
  if (at.relativeBase !== undefined) places.push(at.relativeBase + BigInt(wordSizeBytes));
  if (at.offsets !== undefined) places.push(at.offsets + aligned(BigInt(count * 4), wordSizeBytes));
  // Since 7.0 tables follow each other at four bytes.
  if (at.offsets !== undefined) places.push(at.offsets + BigInt(count * 4));
  if (at.addresses !== undefined) places.push(at.addresses + BigInt(count * wordSizeBytes));
  places.push(at.tokenTable - aligned(BigInt(count * 3), wordSizeBytes));
  return places;
}

/** Ahead of the tokens, or of the sorted index ahead of those. */
function markerPlaces(at: KallsymsPlaces, count: number, wordSizeBytes: number): readonly bigint[] {
  const markersSizeBytes = Math.ceil(count / symbolsPerMarker) * 4;
  const last = at.tokenTable - aligned(BigInt(markersSizeBytes), wordSizeBytes);
  return [last, last - aligned(BigInt(count * 3), wordSizeBytes)];
}

/** Up to the next word. */
export function aligned(place: bigint, wordSizeBytes: number): bigint {
  const word = BigInt(wordSizeBytes);
  return ((place + word - 1n) / word) * word;
}

/** Up to the table behind it, when that is where it should be. */
function tableSize(start: bigint, end: bigint, maxSizeBytes: number): number {
  const sizeBytes = end - start;
  return sizeBytes > 0n && sizeBytes < maxSizeBytes ? Number(sizeBytes) : maxSizeBytes;
}

/** Starts of groups of names: from 0 upwards, a group having at least two bytes a name. */
function isMarkers(table: KernelTable): boolean {
  if (!table.has(0, 4) || table.view.u32(0) !== 0 || !table.has(0, table.sizeBytes)) return false;
  let previous = 0;
  for (let offset = 4; offset < table.sizeBytes; offset += 4) {
    const start = table.view.u32(offset);
    if (start < previous + 2 * symbolsPerMarker) return false;
    previous = start;
  }
  return previous < maxNamesSizeBytes;
}

function readU32(table: KernelTable): number | undefined {
  return table.has(0, 4) ? table.view.u32(0) : undefined;
}

function readWord(table: KernelTable | undefined): bigint | undefined {
  return table?.has(0, table.sizeBytes) ? table.view.word(0) : undefined;
}
