import { sizeOfType, strippedType, type CType, type StructType } from './cType';

/** What stands at an offset of a struct. */
export interface MemberAt {
  /** `queue.lock`, `slots[3]` */
  readonly path: string;
  readonly type: CType;
  /** Bytes from the start of that member; 0 where it begins. */
  readonly offset: number;
}

/** Deeper nesting than any kernel struct has; hostile types may be circular. */
const maxDepth = 16;

/**
 * The innermost member that holds the byte. Undefined behind the struct, in padding, in bit fields, and where a union
 * leaves open which of its members it is.
 */
export function memberAt(struct: StructType, offset: number): MemberAt | undefined {
  return searchMember(struct, offset, maxDepth);
}

function searchMember(struct: StructType, offset: number, depth: number): MemberAt | undefined {
  const holding = struct.members.filter(({ type, offsetBits, bitFieldSize }) => {
    const start = offsetBits / 8;
    return bitFieldSize === undefined && offset >= start && offset < start + sizeOfType(type);
  });
  const [member, other] = holding;
  if (!member || other || depth === 0) return undefined;
  const inner = innerMember(member.type, offset - member.offsetBits / 8, depth - 1);
  if (!inner)
    return member.name === ''
      ? undefined
      : { path: member.name, type: member.type, offset: offset - member.offsetBits / 8 };
  const separator = member.name === '' || inner.path.startsWith('[') || inner.path === '' ? '' : '.';
  return { ...inner, path: `${member.name}${separator}${inner.path}` };
}

/** Undefined where a union inside leaves it open: then the outer member is all that can be said. */
function innerMember(type: CType, offset: number, depth: number): MemberAt | undefined {
  const stripped = strippedType(type);
  if (stripped.kind === 'struct' || stripped.kind === 'union') return searchMember(stripped, offset, depth);
  if (stripped.kind !== 'array') return { path: '', type, offset };
  const elementSize = sizeOfType(stripped.element);
  if (elementSize === 0 || depth === 0) return undefined;
  const index = Math.floor(offset / elementSize);
  const inner = innerMember(stripped.element, offset - index * elementSize, depth - 1);
  if (!inner) return undefined;
  const separator = inner.path === '' || inner.path.startsWith('[') ? '' : '.';
  return { ...inner, path: `[${index}]${separator}${inner.path}` };
}
