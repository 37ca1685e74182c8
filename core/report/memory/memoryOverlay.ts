import { hex } from '../../base/address';
import { visibleText } from '../../base/visibleText';
import type { Kernel } from '../../kernel/kernel';
import type { MemoryOverlay, OverlayMember } from '../../protocol/panels/memoryRequests';
import { cDeclaration } from '../../types/cText';
import { sizeOfType, strippedType, type ArrayType, type CType } from '../../types/cType';
import type { MemberPlace } from '../../types/layout';
import type { TypedObject } from '../../types/typedObject';
import { objectData } from '../objects/objectData';

/** Types of hostile type information may contain themselves. */
const maxDepth = 16;
const maxMembers = 5000;
/** Of each array; the rest of a long one says nothing new. */
const maxElements = 64;

interface Leaf extends MemberPlace {
  readonly path: string;
}

/** Every member that has a value of its own, with its place and value. */
export function readMemoryOverlay(kernel: Kernel, object: TypedObject): MemoryOverlay {
  const members: OverlayMember[] = [];
  for (const leaf of leaves({ type: object.type, offsetBits: 0, path: '' }, 0)) {
    if (members.length === maxMembers) break;
    members.push(overlayMember(kernel, object, leaf));
  }
  members.sort((a, b) => a.offset - b.offset);
  return { type: cDeclaration(object.type), sizeBytes: sizeOfType(object.type), members };
}

function overlayMember(kernel: Kernel, object: TypedObject, leaf: Leaf): OverlayMember {
  const { path, type, offsetBits } = leaf;
  const member = object.at(leaf);
  const { value, symbol } = objectData(member, kernel.symbols);
  const named = symbol === undefined ? value : `${value ?? ''} <${symbol}>`;
  const isPointer = strippedType(type).kind === 'pointer' && value !== undefined && value !== '0x0';
  return {
    path: visibleText(path),
    offset: Math.floor(offsetBits / 8),
    ...(named !== undefined && { value: visibleText(named) }),
    ...(isPointer && { place: { view: 'memory', address: hex(member.pointer) } }),
  };
}

function* leaves({ type, offsetBits, bitFieldSize, path }: Leaf, depth: number): Generator<Leaf> {
  if (depth > maxDepth) return;
  const stripped = strippedType(type);
  if (stripped.kind === 'struct' || stripped.kind === 'union') {
    for (const member of stripped.members) {
      const name = [path, member.name].filter(Boolean).join('.');
      yield* leaves({ ...member, offsetBits: offsetBits + member.offsetBits, path: name }, depth + 1);
    }
  } else if (stripped.kind === 'array' && !isText(stripped)) {
    yield* elements(stripped, offsetBits, path, depth);
  } else {
    yield { type, offsetBits, path, ...(bitFieldSize !== undefined && { bitFieldSize }) };
  }
}

function* elements(array: ArrayType, offsetBits: number, path: string, depth: number): Generator<Leaf> {
  const elementBits = sizeOfType(array.element) * 8;
  for (let index = 0; index < Math.min(array.count, maxElements); index++) {
    const place = { type: array.element, offsetBits: offsetBits + index * elementBits };
    yield* leaves({ ...place, path: `${path}[${index}]` }, depth + 1);
  }
}

function isText({ element }: ArrayType): boolean {
  const type: CType = strippedType(element);
  return type.kind === 'integer' && type.name === 'char';
}
