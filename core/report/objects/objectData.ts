import { hex } from '../../base/address';
import { errorData } from '../../base/errors';
import type { ObjectData } from '../../protocol/typeData';
import type { SymbolTable } from '../../symbols/symbolTable';
import { cDeclaration } from '../../types/cText';
import { strippedType, type ArrayType, type CType, type EnumType, type StructType } from '../../types/cType';
import type { TypedObject } from '../../types/typedObject';
import { writeObject, type ObjectForm, type PlainType } from './objectWalk';

type Symbols = Pick<SymbolTable, 'findByAddress'> | undefined;

/** The object with everything inside it. What the dump lacks says so in its place. */
export function objectData(object: TypedObject, symbols: Symbols): ObjectData {
  return writeObject(object, new DataForm(symbols));
}

class DataForm implements ObjectForm<ObjectData> {
  readonly maxDepth = 16;
  readonly maxValues = 50_000;

  constructor(private readonly symbols: Symbols) {}

  tooMuch(object: TypedObject): ObjectData {
    return typed(object, { absent: 'too much to show' });
  }

  absent(object: TypedObject, error: unknown): ObjectData {
    return typed(object, { absent: errorData(error).message });
  }

  struct(object: TypedObject, { members }: StructType, values: readonly ObjectData[]): ObjectData {
    return typed(object, {
      members: members.flatMap(({ name, offsetBits }, index) => {
        const value = values[index];
        return value ? [{ name, offset: Math.floor(offsetBits / 8), ...value }] : [];
      }),
    });
  }

  wholeArray(object: TypedObject, type: ArrayType): ObjectData | undefined {
    return isText(type) ? typed(object, { value: JSON.stringify(object.text) }) : undefined;
  }

  array(object: TypedObject, { count }: ArrayType, elements: readonly ObjectData[]): ObjectData {
    const omitted = count - elements.length;
    return typed(object, { elements, ...(omitted > 0 && { omittedElements: omitted }) });
  }

  pointer(object: TypedObject): ObjectData {
    const { pointer } = object;
    const symbol = pointer === 0n ? undefined : this.symbols?.findByAddress(pointer);
    if (!symbol) return typed(object, { value: hex(pointer) });
    const offset = symbol.offset === 0n ? '' : `+${hex(symbol.offset)}`;
    return typed(object, { value: hex(pointer), symbol: `${symbol.name}${offset}` });
  }

  plain(object: TypedObject, type: PlainType): ObjectData {
    if (type.kind === 'enum') return typed(object, { value: enumText(type, object.value) });
    if (type.kind !== 'integer') return typed(object, {});
    return typed(object, { value: String(type.isBoolean ? object.value !== 0n : object.value) });
  }
}

function typed({ type }: TypedObject, content: Omit<ObjectData, 'type'>): ObjectData {
  return { type: cDeclaration(type), ...content };
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
