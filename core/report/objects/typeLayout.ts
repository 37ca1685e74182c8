import type { MemberLayout, TypeLayout } from '../../protocol/typeData';
import { cDeclaration } from '../../types/cText';
import {
  sizeOfType,
  strippedType,
  structOf,
  type CType,
  type Member,
  type StructType,
} from '../../types/cType';
import { withoutUndefined } from '../withoutUndefined';

/** Hostile types may contain themselves, or grow without end. */
const maxDepth = 16;
const maxMembers = 20_000;

export function typeLayout(type: CType): TypeLayout {
  const stripped = strippedType(type);
  const struct = structOf(type);
  return withoutUndefined<TypeLayout>({
    declaration: declarationOf(type),
    sizeBytes: sizeOfType(type),
    members: struct && new LayoutReader().members(struct, 0, 0),
    values:
      stripped.kind === 'enum'
        ? stripped.values.map(({ name, value }) => ({ name, value: value.toString() }))
        : undefined,
  });
}

/** A typedef of something that has a name of its own is shown by that. */
function declarationOf(type: CType): string {
  if (type.kind !== 'typedef') return cDeclaration(type);
  const isNamed = 'name' in type.target && type.target.name !== '';
  return isNamed && structOf(type)
    ? cDeclaration(type.target)
    : `typedef ${cDeclaration(type.target, type.name)}`;
}

class LayoutReader {
  private memberCount = 0;

  members(struct: StructType, baseBits: number, depth: number): MemberLayout[] {
    const left = Math.max(0, maxMembers - this.memberCount);
    const shown = struct.members.slice(0, left);
    this.memberCount += shown.length;
    return shown.map((member) => this.member(member, baseBits + member.offsetBits, depth));
  }

  private member({ name, type, bitFieldSize }: Member, offsetBits: number, depth: number): MemberLayout {
    const inner = name === '' && depth < maxDepth ? structOf(type) : undefined;
    const isBitField = bitFieldSize !== undefined;
    return withoutUndefined<MemberLayout>({
      name,
      declaration: `${cDeclaration(type, name)}${isBitField ? ` : ${bitFieldSize}` : ''}`,
      offset: Math.floor(offsetBits / 8),
      sizeBytes: isBitField ? 0 : sizeOfType(type),
      bitOffset: isBitField ? offsetBits % 8 : undefined,
      bitSize: bitFieldSize,
      members: inner && this.members(inner, offsetBits, depth + 1),
    });
  }
}
