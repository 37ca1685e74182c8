import { errorData } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import { strippedType, type CType, type IntegerType, type StructType } from '../../core/types/cType';
import type { FindAddress } from '../../core/types/readBtf';
import type { ObjectSpace, TypedObject } from '../../core/types/typedObject';
import { addressText, type AddressNames } from './addressText';
import type { ValueFormat } from './containers';
import { flagText } from './flagText';
import { memberPlace } from './memberPlace';
import { enumText, integerText, quotedText } from './scalarText';

/** Structs this small are shown in their own line: `{counter = 3}`. */
const maxPreviewMembers = 3;
const maxPreviewDepth = 3;

/** What values are shown with, beside their own types. */
export interface ValueContext {
  /** @throws VmcoreError when the dump does not lead to typed objects. */
  readonly space: () => ObjectSpace;
  /** What code or variable an address is in. */
  readonly nameOf: AddressNames;
  readonly findAddress: FindAddress;
}

/** Writes values of the kernel as a person reads them, each in a line. What the dump lacks says so in its place. */
export class ValueText {
  constructor(private readonly context: ValueContext) {}

  /** @param place its struct and member, where it is one */
  ofObject(object: TypedObject, format: ValueFormat, place: string | undefined): string {
    try {
      return this.read(object, format, place, 0) ?? '{…}';
    } catch (error) {
      return absenceText(error);
    }
  }

  /** Of a number that stands nowhere in memory. */
  ofNumber(value: bigint, type: CType | undefined, format: ValueFormat): string {
    const stripped = type && strippedType(type);
    if (!type || (stripped?.kind !== 'integer' && stripped?.kind !== 'enum'))
      return addressText(this.context.nameOf, value);
    const bits = stripped.sizeBytes * 8;
    const number = stripped.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
    return stripped.kind === 'enum'
      ? enumText(number, stripped, format)
      : this.integer(number, bits, type, stripped, format);
  }

  /** Undefined for what is too large for a line. */
  private read(
    object: TypedObject,
    format: ValueFormat,
    place: string | undefined,
    depth: number,
  ): string | undefined {
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'integer': {
        const bits = object.bits?.size ?? type.sizeBytes * 8;
        return this.integer(object.value, bits, object.type, type, format, place);
      }
      case 'enum':
        return enumText(object.value, type, format);
      case 'pointer':
        return this.pointer(object, type.target);
      case 'array':
        return isCharacter(type.element) && type.count > 0 ? quotedText(object.text) : `[${type.count}]`;
      case 'struct':
      case 'union':
        return this.preview(object, type, format, place, depth);
      case 'void':
      case 'float':
      case 'forward':
      case 'function':
        return addressText(this.context.nameOf, object.address);
    }
  }

  /** @param declared as it is declared; the typedef may say that it holds flags */
  private integer(
    value: bigint,
    bits: number,
    declared: CType,
    type: IntegerType,
    format: ValueFormat,
    place?: string,
  ): string {
    const origin = { place, typeName: typedefName(declared) };
    const flags = flagText(BigInt.asUintN(bits, value), origin, this.context.space().types);
    return flags ?? integerText(value, type, format);
  }

  private pointer(object: TypedObject, target: CType): string {
    const { pointer } = object;
    const address = addressText(this.context.nameOf, pointer);
    if (pointer === 0n || !isCharacter(target)) return address;
    try {
      return `${address} ${quotedText(object.text)}`;
    } catch (error) {
      // The pointer itself is known; the text that it leads to is not.
      return `${address} ${absenceText(error)}`;
    }
  }

  private preview(
    object: TypedObject,
    type: StructType,
    format: ValueFormat,
    place: string | undefined,
    depth: number,
  ): string | undefined {
    const { members } = type;
    if (members.length > maxPreviewMembers || depth >= maxPreviewDepth) return undefined;
    const parts: string[] = [];
    for (const member of members) {
      const text = this.read(
        object.at(member),
        format,
        memberPlace(member.name, type.name, place),
        depth + 1,
      );
      if (text === undefined) return undefined;
      parts.push(member.name === '' ? text : `${visibleText(member.name)} = ${text}`);
    }
    return `{${parts.join(', ')}}`;
  }
}

/** In angle brackets, as `<optimized out>` is, and with the reason. */
export function absenceText(error: unknown): string {
  return `<${visibleText(errorData(error).message.replace(/\.$/, ''))}>`;
}

/** The typedef that something is declared with, behind `const` and its like. */
function typedefName(type: CType): string | undefined {
  if (type.kind === 'qualified') return typedefName(type.target);
  return type.kind === 'typedef' ? type.name : undefined;
}

function isCharacter(type: CType): boolean {
  const stripped = strippedType(type);
  return stripped.kind === 'integer' && stripped.name === 'char';
}
