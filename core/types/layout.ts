import { sizeOfType, strippedType, structOf, type CType, type StructType } from './cType';

/** Where a member stands in an object. */
export interface MemberPlace {
  readonly type: CType;
  readonly offsetBits: number;
  readonly bitFieldSize?: number;
}

const knownPlaces = new WeakMap<StructType, Map<string, MemberPlace | undefined>>();

/** The member of that name, its own or of an anonymous struct or union inside; looked for once. */
export function findMember(struct: StructType, name: string): MemberPlace | undefined {
  let places = knownPlaces.get(struct);
  if (!places) knownPlaces.set(struct, (places = new Map<string, MemberPlace | undefined>()));
  if (!places.has(name)) places.set(name, searchMember(struct, name, new Set()));
  return places.get(name);
}

/** @param visited each struct is looked into once: C forbids that a name comes twice, and hostile types may be circular */
function searchMember(struct: StructType, name: string, visited: Set<StructType>): MemberPlace | undefined {
  visited.add(struct);
  const own = name === '' ? undefined : struct.members.find((member) => member.name === name);
  if (own) return own;
  for (const member of struct.members) {
    const inner = member.name === '' ? structOf(member.type) : undefined;
    const found = inner && !visited.has(inner) ? searchMember(inner, name, visited) : undefined;
    if (found) return { ...found, offsetBits: found.offsetBits + member.offsetBits };
  }
  return undefined;
}

/** `a.b[2].c` from the start of a type: members by name, elements of arrays by number. */
export function findPath(type: CType, path: string): MemberPlace | undefined {
  const struct = structOf(type);
  if (struct && /^\w+$/.test(path)) return findMember(struct, path);
  const steps = path.match(/[^.[\]]+|\[\d+\]/g) ?? [];
  let place: MemberPlace | undefined = { type, offsetBits: 0 };
  for (const step of steps) {
    const next: MemberPlace | undefined = place && findStep(place.type, step);
    place = next && place && { ...next, offsetBits: place.offsetBits + next.offsetBits };
  }
  return place;
}

function findStep(type: CType, step: string): MemberPlace | undefined {
  const stripped = strippedType(type);
  if (stripped.kind === 'struct' || stripped.kind === 'union') return findMember(stripped, step);
  const index = /^\[(\d+)\]$/.exec(step)?.[1];
  if (stripped.kind !== 'array' || index === undefined) return undefined;
  return { type: stripped.element, offsetBits: Number(index) * sizeOfType(stripped.element) * 8 };
}

/** Bytes from the start of the type to the member; undefined where it has none, or a bit field. */
export function offsetOf(type: CType, path: string): number | undefined {
  const place = findPath(type, path);
  return place && place.bitFieldSize === undefined ? place.offsetBits / 8 : undefined;
}
