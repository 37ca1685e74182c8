import type { MemberLayout, TypeLayout } from '../protocol/typeData';
import { cDeclaration } from '../types/cText';
import { sizeOfType, strippedType, structOf, type CType, type Member, type StructType } from '../types/cType';
import { withoutUndefined } from './withoutUndefined';

/** Hostile types may contain themselves. */
const maxDepth = 16;

export function typeLayout(type: CType): TypeLayout {
  const stripped = strippedType(type);
  const struct = structOf(type);
  return withoutUndefined<TypeLayout>({
    declaration: declarationOf(type),
    sizeBytes: sizeOfType(type),
    members: struct && memberLayouts(struct, 0, 0),
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

function memberLayouts(struct: StructType, baseBits: number, depth: number): MemberLayout[] {
  return struct.members.map((member) => memberLayout(member, baseBits + member.offsetBits, depth));
}

function memberLayout({ name, type, bitFieldSize }: Member, offsetBits: number, depth: number): MemberLayout {
  const inner = name === '' && depth < maxDepth ? structOf(type) : undefined;
  const isBitField = bitFieldSize !== undefined;
  return withoutUndefined<MemberLayout>({
    name,
    declaration: `${cDeclaration(type, name)}${isBitField ? ` : ${bitFieldSize}` : ''}`,
    offset: Math.floor(offsetBits / 8),
    sizeBytes: isBitField ? 0 : sizeOfType(type),
    bitOffset: isBitField ? offsetBits % 8 : undefined,
    bitSize: bitFieldSize,
    members: inner && memberLayouts(inner, offsetBits, depth + 1),
  });
}
