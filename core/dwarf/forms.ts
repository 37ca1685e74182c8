import { form } from './constants';
import type { Cursor } from './cursor';

/** What a unit's header says about how values are stored in it. */
export interface UnitFormat {
  readonly version: number;
  readonly addressSizeBytes: number;
  readonly offsetSizeBytes: 4 | 8;
}

/** A value of an attribute; those that other sections hold are not looked up yet. */
export type FormValue =
  | { readonly kind: 'address'; readonly value: bigint }
  | { readonly kind: 'address-index'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'text-at'; readonly section: TextSection; readonly offset: number }
  | { readonly kind: 'text-index'; readonly index: number }
  | { readonly kind: 'reference'; readonly from: ReferenceBase; readonly offset: number }
  | { readonly kind: 'section-offset'; readonly offset: number }
  | { readonly kind: 'range-list-index'; readonly index: number }
  /** Blocks, flags and signatures, which no source line depends on. */
  | { readonly kind: 'other' };

export type TextSection = 'str' | 'line_str' | 'alternate-str';
/** What a reference counts from: its unit, .debug_info, or that of the file that dwz shared parts out to. */
export type ReferenceBase = 'unit' | 'info' | 'alternate-info';

/** As an abbreviation declares it. */
export interface AttributeForm {
  readonly attribute: number;
  readonly form: number;
  /** Of DW_FORM_implicit_const, whose value is in the abbreviation. */
  readonly implicitConstant: number;
}

const other: FormValue = { kind: 'other' };

type Reader = (cursor: Cursor, format: UnitFormat) => FormValue;

const constant = (value: number): FormValue => ({ kind: 'constant', value });
const textIndex = (index: number): FormValue => ({ kind: 'text-index', index });
const addressIndex = (index: number): FormValue => ({ kind: 'address-index', index });
const reference = (from: ReferenceBase, offset: number): FormValue => ({ kind: 'reference', from, offset });
const textAt = (section: TextSection, offset: number): FormValue => ({ kind: 'text-at', section, offset });

function block(cursor: Cursor, sizeBytes: number): FormValue {
  cursor.skip(sizeBytes);
  return other;
}

const readers = new Map<number, Reader>([
  [
    form.address,
    (cursor, { addressSizeBytes }) => ({ kind: 'address', value: cursor.word(addressSizeBytes) }),
  ],
  [form.block1, (cursor) => block(cursor, cursor.u8())],
  [form.block2, (cursor) => block(cursor, cursor.u16())],
  [form.block4, (cursor) => block(cursor, cursor.u32())],
  [form.block, (cursor) => block(cursor, cursor.uleb())],
  [form.expression, (cursor) => block(cursor, cursor.uleb())],
  [form.data16, (cursor) => block(cursor, 16)],
  [form.signature, (cursor) => block(cursor, 8)],
  [form.flag, (cursor) => block(cursor, 1)],
  [form.flagPresent, () => other],
  [
    form.locationListIndex,
    (cursor) => {
      cursor.skipLeb();
      return other;
    },
  ],
  [form.data1, (cursor) => constant(cursor.u8())],
  [form.data2, (cursor) => constant(cursor.u16())],
  [form.data4, (cursor) => constant(cursor.u32())],
  [form.data8, (cursor) => constant(Number(cursor.u64()))],
  [form.sdata, (cursor) => constant(cursor.sleb())],
  [form.udata, (cursor) => constant(cursor.uleb())],
  [form.string, (cursor) => ({ kind: 'text', text: cursor.text() })],
  [form.stringOffset, (cursor, { offsetSizeBytes }) => textAt('str', cursor.offset(offsetSizeBytes))],
  [form.lineString, (cursor, { offsetSizeBytes }) => textAt('line_str', cursor.offset(offsetSizeBytes))],
  [
    form.supplementString,
    (cursor, { offsetSizeBytes }) => textAt('alternate-str', cursor.offset(offsetSizeBytes)),
  ],
  [
    form.gnuStringAlternate,
    (cursor, { offsetSizeBytes }) => textAt('alternate-str', cursor.offset(offsetSizeBytes)),
  ],
  [form.stringIndex, (cursor) => textIndex(cursor.uleb())],
  [form.gnuStringIndex, (cursor) => textIndex(cursor.uleb())],
  [form.stringIndex1, (cursor) => textIndex(cursor.u8())],
  [form.stringIndex2, (cursor) => textIndex(cursor.u16())],
  [form.stringIndex3, (cursor) => textIndex(cursor.u24())],
  [form.stringIndex4, (cursor) => textIndex(cursor.u32())],
  [form.addressIndex, (cursor) => addressIndex(cursor.uleb())],
  [form.gnuAddressIndex, (cursor) => addressIndex(cursor.uleb())],
  [form.addressIndex1, (cursor) => addressIndex(cursor.u8())],
  [form.addressIndex2, (cursor) => addressIndex(cursor.u16())],
  [form.addressIndex3, (cursor) => addressIndex(cursor.u24())],
  [form.addressIndex4, (cursor) => addressIndex(cursor.u32())],
  [form.reference1, (cursor) => reference('unit', cursor.u8())],
  [form.reference2, (cursor) => reference('unit', cursor.u16())],
  [form.reference4, (cursor) => reference('unit', cursor.u32())],
  [form.reference8, (cursor) => reference('unit', Number(cursor.u64()))],
  [form.referenceUdata, (cursor) => reference('unit', cursor.uleb())],
  [
    form.referenceAddress,
    // Of an address's size until DWARF 2.
    (cursor, { version, addressSizeBytes, offsetSizeBytes }) =>
      reference('info', cursor.offset(version <= 2 ? addressSizeBytes : offsetSizeBytes)),
  ],
  [form.supplementReference4, (cursor) => reference('alternate-info', cursor.u32())],
  [form.supplementReference8, (cursor) => reference('alternate-info', Number(cursor.u64()))],
  [
    form.gnuReferenceAlternate,
    (cursor, { offsetSizeBytes }) => reference('alternate-info', cursor.offset(offsetSizeBytes)),
  ],
  [
    form.sectionOffset,
    (cursor, { offsetSizeBytes }) => ({ kind: 'section-offset', offset: cursor.offset(offsetSizeBytes) }),
  ],
  [form.rangeListIndex, (cursor) => ({ kind: 'range-list-index', index: cursor.uleb() })],
]);

/** Reads one value; a form that does not exist cuts the cursor off, as nothing after it can be found. */
export function readForm(
  cursor: Cursor,
  declared: Omit<AttributeForm, 'attribute'>,
  format: UnitFormat,
): FormValue {
  let { form: code } = declared;
  while (code === form.indirect && !cursor.isCutOff) code = cursor.uleb();
  if (code === form.implicitConstant) return constant(declared.implicitConstant);
  const read = readers.get(code);
  if (read !== undefined) return read(cursor, format);
  cursor.skip(Infinity);
  return other;
}

/** The size of a value that has the same in every entry of a unit; undefined where the value itself tells. */
export function fixedFormSize(code: number, format: UnitFormat): number | undefined {
  const { version, addressSizeBytes, offsetSizeBytes } = format;
  if (offsetForms.has(code)) return offsetSizeBytes;
  if (code === form.address) return addressSizeBytes;
  if (code === form.referenceAddress) return version <= 2 ? addressSizeBytes : offsetSizeBytes;
  return fixedSizes.get(code);
}

const fixedSizes: ReadonlyMap<number, number> = new Map([
  [form.flagPresent, 0],
  [form.implicitConstant, 0],
  [form.flag, 1],
  [form.data1, 1],
  [form.data2, 2],
  [form.data4, 4],
  [form.data8, 8],
  [form.data16, 16],
  [form.signature, 8],
  [form.reference1, 1],
  [form.reference2, 2],
  [form.reference4, 4],
  [form.reference8, 8],
  [form.supplementReference4, 4],
  [form.supplementReference8, 8],
  [form.stringIndex1, 1],
  [form.stringIndex2, 2],
  [form.stringIndex3, 3],
  [form.stringIndex4, 4],
  [form.addressIndex1, 1],
  [form.addressIndex2, 2],
  [form.addressIndex3, 3],
  [form.addressIndex4, 4],
]);

const offsetForms: ReadonlySet<number> = new Set([
  form.sectionOffset,
  form.stringOffset,
  form.lineString,
  form.supplementString,
  form.gnuStringAlternate,
  form.gnuReferenceAlternate,
]);
