import { attribute } from './constants';
import { Cursor } from './cursor';
import type { FormValue } from './forms';
import { constantOf, offsetOf, type Attributes, type Unit } from './unit';

/** Addresses [start, end) of code. */
export interface AddressRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** Entries of lists that may still be read: a damaged unit can point each of its entries at one long list. */
export interface RangeBudget {
  left: number;
}

export const rangeBudget = (): RangeBudget => ({ left: 1 << 20 });

/** The code of an entry; undefined where it says nothing of that (a declaration, an abstract function). */
export function* rangesOf(unit: Unit, attributes: Attributes, budget: RangeBudget): Generator<AddressRange> {
  const list = attributes.get(attribute.ranges);
  if (list !== undefined) {
    yield* unit.header.version >= 5 ? rangeList(unit, list, budget) : oldRangeList(unit, list, budget);
    return;
  }
  const start = unit.address(attributes.get(attribute.lowPc));
  if (start === undefined) return;
  const high = attributes.get(attribute.highPc);
  const sizeBytes = constantOf(high);
  const end = sizeBytes === undefined ? unit.address(high) : start + BigInt(Math.trunc(sizeBytes));
  if (end !== undefined) yield { start, end };
}

const bytesPerRead = 512;
/** Two addresses, or a kind and two LEB128 with some padding. */
const longestEntrySizeBytes = 32;

/** Walks over a list of unknown length; `next` reads one entry and says whether another follows. */
function* walkList(
  unit: Unit,
  section: string,
  offset: number,
  budget: RangeBudget,
  next: (cursor: Cursor) => AddressRange | 'end' | 'none',
): Generator<AddressRange> {
  let at = offset;
  for (;;) {
    const bytes = unit.sections.get(section)?.read(at, bytesPerRead) ?? new Uint8Array(0);
    const cursor = new Cursor(bytes, unit.sections.littleEndian);
    const isLast = bytes.length < bytesPerRead;
    while (isLast ? !cursor.isAtEnd : cursor.position + longestEntrySizeBytes <= bytes.length) {
      budget.left -= 1;
      const found = next(cursor);
      if (found === 'end' || cursor.isCutOff || budget.left < 0) return;
      if (found !== 'none') yield found;
    }
    if (isLast) return;
    at += cursor.position;
  }
}

/** .debug_ranges (DWARF 4, 2.17.3): pairs of addresses from the unit's own, or from the one that was named last. */
function* oldRangeList(unit: Unit, value: FormValue, budget: RangeBudget): Generator<AddressRange> {
  const offset = offsetOf(value);
  if (offset === undefined) return;
  const { addressSizeBytes } = unit.header;
  const selectsBase = BigInt.asUintN(8 * addressSizeBytes, -1n);
  let base = unit.lowPc ?? 0n;
  yield* walkList(unit, 'ranges', offset, budget, (cursor) => {
    const start = cursor.word(addressSizeBytes);
    const end = cursor.word(addressSizeBytes);
    if (start === 0n && end === 0n) return 'end';
    if (start !== selectsBase) return { start: base + start, end: base + end };
    base = end;
    return 'none';
  });
}

/** Kinds of entries in .debug_rnglists (DWARF 5, 7.25). */
const entryKind = {
  end: 0,
  baseIndex: 1,
  startIndexEndIndex: 2,
  startIndexLength: 3,
  offsetPair: 4,
  base: 5,
  startEnd: 6,
  startLength: 7,
} as const;

function* rangeList(unit: Unit, value: FormValue, budget: RangeBudget): Generator<AddressRange> {
  const offset = value.kind === 'range-list-index' ? indexedList(unit, value.index) : offsetOf(value);
  if (offset === undefined) return;
  const { addressSizeBytes } = unit.header;
  const indexed = (cursor: Cursor): bigint => unit.indexedAddress(cursor.uleb()) ?? 0n;
  const length = (cursor: Cursor): bigint => BigInt(cursor.uleb());
  let base = unit.lowPc ?? 0n;
  yield* walkList(unit, 'rnglists', offset, budget, (cursor) => {
    switch (cursor.u8()) {
      case entryKind.baseIndex:
        base = indexed(cursor);
        return 'none';
      case entryKind.base:
        base = cursor.word(addressSizeBytes);
        return 'none';
      case entryKind.startIndexEndIndex:
        return { start: indexed(cursor), end: indexed(cursor) };
      case entryKind.startIndexLength:
        return ofLength(indexed(cursor), length(cursor));
      case entryKind.offsetPair:
        return { start: base + length(cursor), end: base + length(cursor) };
      case entryKind.startEnd:
        return { start: cursor.word(addressSizeBytes), end: cursor.word(addressSizeBytes) };
      case entryKind.startLength:
        return ofLength(cursor.word(addressSizeBytes), length(cursor));
      default:
        return 'end';
    }
  });
}

const ofLength = (start: bigint, sizeBytes: bigint): AddressRange => ({ start, end: start + sizeBytes });

/** Offsets of lists count from the table that holds them. */
function indexedList(unit: Unit, index: number): number | undefined {
  const { offsetSizeBytes } = unit.header;
  const header = offsetSizeBytes === 8 ? 20 : 12;
  const base = offsetOf(unit.root.get(attribute.rangeListsBase)) ?? header;
  const found = unit.cursorAt('rnglists', base + index * offsetSizeBytes, offsetSizeBytes);
  return found && base + found.offset(offsetSizeBytes);
}
