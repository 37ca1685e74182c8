import { visibleText } from '../../base/visibleText';
import type { StructureRow } from '../../protocol/panels/structureRequests';
import { cDeclaration } from '../../types/cText';
import {
  sizeOfType,
  strippedType,
  structOf,
  type CType,
  type Member,
  type StructType,
} from '../../types/cType';

/** One row of a type's layout: a member, a hole between members, or a value of an enum. */
export interface LayoutRow extends StructureRow {
  /** What can be looked into. */
  inside?: CType;
}

/** Bytes of a struct that no member uses. */
export interface Holes {
  readonly count: number;
  readonly sizeBytes: number;
}

/** What the type is made of, with the holes between, as pahole shows it. @param base added to the offsets */
export function layoutRows(type: CType, base = 0): readonly LayoutRow[] {
  const stripped = strippedType(type);
  if (stripped.kind === 'struct' || stripped.kind === 'union') return structRows(stripped, base);
  // All elements are alike.
  if (stripped.kind === 'array') return layoutRows(stripped.element, base);
  if (stripped.kind !== 'enum') return [];
  return stripped.values.map(({ name, value }) => ({
    name: visibleText(name),
    type: '',
    value: value.toString(),
    hasRows: false,
  }));
}

export function holesOf(type: CType): Holes {
  const holes = layoutRows(type).filter(({ isHole }) => isHole);
  return { count: holes.length, sizeBytes: holes.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0) };
}

function structRows(struct: StructType, base: number): readonly LayoutRow[] {
  const rows: LayoutRow[] = [];
  let endBits = 0;
  const skipTo = (bits: number): void => {
    const start = Math.ceil(endBits / 8);
    const sizeBytes = Math.floor(bits / 8) - start;
    if (struct.kind === 'struct' && sizeBytes > 0) rows.push(hole(base + start, sizeBytes));
  };
  for (const member of struct.members) {
    skipTo(member.offsetBits);
    rows.push(memberRow(member, base));
    endBits = Math.max(endBits, member.offsetBits + (member.bitFieldSize ?? sizeOfType(member.type) * 8));
  }
  skipTo(struct.sizeBytes * 8);
  return rows;
}

function hole(offset: number, sizeBytes: number): LayoutRow {
  return { name: '', type: '', offset, sizeBytes, isHole: true, hasRows: false };
}

function memberRow({ name, type, offsetBits, bitFieldSize }: Member, base: number): LayoutRow {
  const hasRows = canLookInside(type);
  const isBitField = bitFieldSize !== undefined;
  return {
    name: name === '' ? `<${strippedType(type).kind}>` : visibleText(name),
    type: visibleText(cDeclaration(type)),
    offset: base + Math.floor(offsetBits / 8),
    sizeBytes: sizeOfType(type),
    ...(isBitField && { bits: { offset: offsetBits % 8, size: bitFieldSize } }),
    hasRows,
    ...(hasRows && { inside: type }),
  };
}

function canLookInside(type: CType): boolean {
  const stripped = strippedType(type);
  if (stripped.kind === 'array') return canLookInside(stripped.element);
  return stripped.kind === 'enum' || (structOf(stripped)?.members.length ?? 0) > 0;
}
