import { hex, virtualAddress } from '../../base/address';
import { errorData } from '../../base/errors';
import type { SymbolTable } from '../../symbols/symbolTable';
import {
  sizeOfType,
  strippedType,
  type ArrayType,
  type CType,
  type EnumType,
  type StructType,
} from '../../types/cType';
import type { TypedObject } from '../../types/typedObject';
import { gdbCharacter, gdbString } from './gdbString';
import { writeObject, type ObjectForm, type PlainType } from './objectWalk';

type Symbols = Pick<SymbolTable, 'findByAddress'> | undefined;

/**
 * An object as gdb prints it with `set print pretty`, up to 256 elements and each repeat by itself, as crash sets it up
 * (generic_val_print, cp_print_value_fields of gdb 10 to 16). What the dump lacks stands as gdb's own words for that.
 */
export function gdbText(object: TypedObject, symbols: Symbols): string {
  return writeObject(object, new GdbForm(symbols));
}

class GdbForm implements ObjectForm<string> {
  readonly maxDepth = 32;
  readonly maxValues = 200_000;

  constructor(private readonly symbols: Symbols) {}

  tooMuch(): string {
    return '…';
  }

  absent(_: TypedObject, error: unknown): string {
    return `<error: ${errorData(error).message}>`;
  }

  struct(_: TypedObject, { members }: StructType, values: readonly string[], depth: number): string {
    if (members.length === 0) return '{<No data fields>}';
    const indent = '  '.repeat(depth + 1);
    const lines = members.map(
      ({ name }, index) => `${indent}${name === '' ? '' : `${name} = `}${values[index] ?? ''}`,
    );
    return `{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
  }

  /** An array of unknown length stands for the address of its first element. */
  wholeArray(object: TypedObject, { element, count }: ArrayType): string | undefined {
    const type = strippedType(element);
    const isText = type.kind === 'integer' && isCharacter(type);
    if (count === 0 || sizeOfType(element) === 0) return this.pointerText(object.address, isText && object);
    return isText ? gdbString(bytesOf(object, count)) : undefined;
  }

  array(_: TypedObject, { count }: ArrayType, elements: readonly string[]): string {
    return `{${elements.join(', ')}${elements.length < count ? '...' : ''}}`;
  }

  plain(object: TypedObject, type: PlainType): string {
    switch (type.kind) {
      case 'enum':
        return enumText(type, object.value);
      case 'integer': {
        if (type.isBoolean) return booleanText(object.value);
        return isCharacter(type) ? gdbCharacter(object.value) : object.value.toString();
      }
      case 'void':
        return 'void';
      case 'float':
      case 'forward':
        return '<incomplete type>';
      case 'function':
        return `{...} ${this.address(object.address)}`;
    }
  }

  pointer(object: TypedObject, target: CType): string {
    const { value } = object;
    const type = strippedType(target);
    const isText = type.kind === 'integer' && isCharacter(type) && value !== 0n;
    return this.pointerText(value, isText && object);
  }

  /** @param text what the text behind it is read by */
  private pointerText(value: bigint, text: TypedObject | false): string {
    const address = this.address(value);
    if (!text) return address;
    try {
      return `${address} ${gdbString(Buffer.from(`${text.text}\0`, 'latin1'))}`;
    } catch {
      // gdb's own words: the address is known, what stands there is not.
      return `${address} <error: Cannot access memory at address ${hex(value)}>`;
    }
  }

  private address(value: bigint): string {
    const symbol = value === 0n ? undefined : this.symbols?.findByAddress(virtualAddress(value));
    if (!symbol) return hex(value);
    return `${hex(value)} <${symbol.name}${symbol.offset === 0n ? '' : `+${symbol.offset}`}>`;
  }
}

/** Of one byte: gdb prints these with the character that they may be. */
function isCharacter({
  sizeBytes,
  isBoolean,
}: {
  readonly sizeBytes: number;
  readonly isBoolean: boolean;
}): boolean {
  return sizeBytes === 1 && !isBoolean;
}

function booleanText(value: bigint): string {
  return value === 0n ? 'false' : value === 1n ? 'true' : value.toString();
}

function bytesOf(object: TypedObject, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(8, object.element(index).value)),
  );
}

/** Flags by name where all of the enum's values are separate bits; what has no name is told as such. */
function enumText({ values }: EnumType, wanted: bigint): string {
  const own = values.find(({ value }) => value === wanted);
  if (own) return own.name;
  const flags = values.filter(({ value }) => value !== 0n);
  const all = flags.reduce((bits, { value }) => bits | value, 0n);
  const areSeparate = flags.reduce((bits, { value }) => bits + value, 0n) === all;
  if (!areSeparate || values.some(({ value }) => value < 0n)) return wanted.toString();
  if (wanted === 0n) return '0';
  const set = flags.filter(({ value }) => (wanted & value) !== 0n);
  const unnamed = set.reduce((rest, { value }) => rest & ~value, wanted);
  const names = [...set.map(({ name }) => name), ...(unnamed === 0n ? [] : [`unknown: ${hex(unnamed)}`])];
  return `(${names.join(' | ')})`;
}
