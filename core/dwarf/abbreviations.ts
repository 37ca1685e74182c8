import { attribute, form } from './constants';
import { Cursor } from './cursor';
import { fixedFormSize, type AttributeForm, type UnitFormat } from './forms';

/** How the entries with one abbreviation code are laid out. */
export interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly AttributeForm[];
  /** Of all values together, where no entry differs; they can be passed over at once. */
  readonly sizeBytes: number | undefined;
  /** Where among the values a 32-bit reference to the next sibling stands, if in every entry at the same place. */
  readonly siblingAt: number | undefined;
}

export type Abbreviations = ReadonlyMap<number, Abbreviation>;

/**
 * A unit's table, from the first byte on. Undefined where the bytes end before the table does: it says nowhere how
 * long it is, so the caller tries again with more.
 */
export function parseAbbreviations(
  bytes: Uint8Array,
  littleEndian: boolean,
  format: UnitFormat,
): Abbreviations | undefined {
  const cursor = new Cursor(bytes, littleEndian);
  const abbreviations = new Map<number, Abbreviation>();
  for (;;) {
    const code = cursor.uleb();
    if (cursor.isCutOff) return undefined;
    if (code === 0) return abbreviations;
    const tag = cursor.uleb();
    const hasChildren = cursor.u8() !== 0;
    const attributes = parseAttributes(cursor);
    abbreviations.set(code, {
      tag,
      hasChildren,
      attributes,
      sizeBytes: totalSize(attributes, format),
      siblingAt: siblingAt(attributes, format),
    });
  }
}

function parseAttributes(cursor: Cursor): readonly AttributeForm[] {
  const attributes: AttributeForm[] = [];
  while (!cursor.isCutOff) {
    const number = cursor.uleb();
    const code = cursor.uleb();
    const implicitConstant = code === form.implicitConstant ? cursor.sleb() : 0;
    if (number === 0 && code === 0) break;
    attributes.push({ attribute: number, form: code, implicitConstant });
  }
  return attributes;
}

function siblingAt(attributes: readonly AttributeForm[], format: UnitFormat): number | undefined {
  const index = attributes.findIndex((declared) => declared.attribute === attribute.sibling);
  if (attributes[index]?.form !== form.reference4) return undefined;
  return totalSize(attributes.slice(0, index), format);
}

function totalSize(attributes: readonly AttributeForm[], format: UnitFormat): number | undefined {
  let total = 0;
  for (const { form: code } of attributes) {
    const sizeBytes = fixedFormSize(code, format);
    if (sizeBytes === undefined) return undefined;
    total += sizeBytes;
  }
  return total;
}
