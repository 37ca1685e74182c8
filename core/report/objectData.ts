import { hex } from '../base/address';
import { errorData } from '../base/errors';
import type { ObjectData } from '../protocol/typeData';
import type { SymbolTable } from '../symbols/symbolTable';
import { cDeclaration } from '../types/cText';
import { strippedType, type ArrayType, type CType, type EnumType, type StructType } from '../types/cType';
import type { TypedObject } from '../types/typedObject';

const maxElements = 256;
/** Objects within objects; hostile types may contain themselves. */
const maxDepth = 16;
/** The largest object of the kernel has some thousands of members; tables in tables could have any number. */
const maxValues = 50_000;

type Symbols = Pick<SymbolTable, 'findByAddress'> | undefined;

/** The object with everything inside it. What the dump lacks says so in its place. */
export function objectData(object: TypedObject, symbols: Symbols): ObjectData {
  return new ObjectReader(symbols).read(object, 0);
}

class ObjectReader {
  private valueCount = 0;

  constructor(private readonly symbols: Symbols) {}

  read(object: TypedObject, depth: number): ObjectData {
    const type = cDeclaration(object.type);
    if (depth > maxDepth || ++this.valueCount > maxValues) return { type, absent: 'too much to show' };
    try {
      return { type, ...this.content(object, depth) };
    } catch (error) {
      return { type, absent: errorData(error).message };
    }
  }

  private content(object: TypedObject, depth: number): Omit<ObjectData, 'type'> {
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'struct':
      case 'union':
        return this.struct(object, type, depth);
      case 'array':
        return isText(type) ? { value: quoted(object.text) } : this.array(object, type, depth);
      case 'pointer':
        return this.pointer(object);
      case 'enum':
        return { value: enumText(type, object.value) };
      case 'integer':
        return { value: type.isBoolean ? String(object.value !== 0n) : object.value.toString() };
      case 'void':
      case 'float':
      case 'forward':
      case 'function':
        return {};
    }
  }

  private struct(object: TypedObject, { members }: StructType, depth: number): Omit<ObjectData, 'type'> {
    return {
      members: members.map((member) => ({
        name: member.name,
        offset: Math.floor(member.offsetBits / 8),
        ...this.read(object.at(member), depth + 1),
      })),
    };
  }

  private array(object: TypedObject, { count }: ArrayType, depth: number): Omit<ObjectData, 'type'> {
    const shown = Math.min(count, maxElements);
    const elements = Array.from({ length: shown }, (_, index) => this.read(object.element(index), depth + 1));
    return { elements, ...(count > shown && { omittedElements: count - shown }) };
  }

  private pointer(object: TypedObject): Omit<ObjectData, 'type'> {
    const { pointer } = object;
    const symbol = pointer === 0n ? undefined : this.symbols?.findByAddress(pointer);
    if (!symbol) return { value: hex(pointer) };
    const offset = symbol.offset === 0n ? '' : `+${hex(symbol.offset)}`;
    return { value: hex(pointer), symbol: `${symbol.name}${offset}` };
  }
}

/** A value without a name, or a sum of flags, is a number. */
function enumText({ values }: EnumType, wanted: bigint): string {
  return values.find(({ value }) => value === wanted)?.name ?? wanted.toString();
}

/** An array of C's plain char; numbers that happen to be a byte have other names. */
function isText({ element }: ArrayType): boolean {
  const type: CType = strippedType(element);
  return type.kind === 'integer' && type.name === 'char';
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
