import { hex } from '../../core/base/address';
import { errorData, VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import { cDeclaration } from '../../core/types/cText';
import {
  sizeOfType,
  strippedType,
  structOf,
  voidType,
  type CType,
  type IntegerType,
  type StructType,
} from '../../core/types/cType';
import type { FindAddress } from '../../core/types/readBtf';
import { TypedObject, type ObjectSpace } from '../../core/types/typedObject';
import { addressText, type AddressNames } from './addressText';
import { isChain, type ChainEntry } from './chainWalks';
import type { ShownValue, ValueFormat, VariableContainer } from './containers';
import { indices } from './indices';
import { flagWordText } from './knownFlags';
import { knownList, type ListLink } from './knownLists';
import { listInside } from './listInside';
import { enumText, integerText, numberText, quotedText } from './scalarText';

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

/** Shows objects of the kernel by their C types. What the dump lacks says so in its place. */
export class ValueReader {
  constructor(private readonly context: ValueContext) {}

  /**
   * @param expression evaluates to the object, in a form that `.member` and `[0]` can follow
   * @param place its struct and member, where it is one: how the kernel links that list
   */
  show(
    name: string,
    object: TypedObject,
    format: ValueFormat,
    expression = expressionOf(object),
    place?: string,
  ): ShownValue {
    const inside = this.inside(object, expression, place);
    const link = isChain(object.type) ? knownList(place) : undefined;
    return {
      name: visibleText(name),
      value: this.text(object, format, place),
      type: visibleText(cDeclaration(object.type)),
      expression,
      ...this.reference(object),
      object,
      ...(link && { link }),
      ...(inside && { inside }),
    };
  }

  /** What hangs on a list or tree, as a link says, or as is known of the place. @throws VmcoreError where it does not fit */
  showChain(head: TypedObject, link: ListLink | undefined): ShownValue {
    return listInside(head, link, this.context.findAddress, (entry, format) => this.showEntry(entry, format));
  }

  /** A number that stands nowhere in memory: a register, an address, what a cast made of one. */
  showNumber(name: string, value: bigint, type: CType | undefined, format: ValueFormat): ShownValue {
    const stripped = type && strippedType(type);
    if (stripped?.kind === 'integer' || stripped?.kind === 'enum') {
      const bits = stripped.sizeBytes * 8;
      const number = stripped.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
      const text =
        stripped.kind === 'enum' ? enumText(number, stripped, format) : integerText(number, stripped, format);
      return { name, value: text, type: cDeclaration(type ?? stripped) };
    }
    const target = stripped?.kind === 'pointer' && value !== 0n ? stripped.target : voidType;
    const expression = asOperand(name);
    const inside = this.behindPointer(value, target, expression);
    return {
      name: visibleText(name),
      value: addressText(this.context.nameOf, value),
      type: visibleText(type ? cDeclaration(type) : 'unsigned long'),
      expression,
      memoryReference: hex(value),
      ...(inside && { inside }),
    };
  }

  private text(object: TypedObject, format: ValueFormat, place: string | undefined): string {
    try {
      return this.readText(object, format, place, 0) ?? '{…}';
    } catch (error) {
      return absenceText(error);
    }
  }

  /** Undefined for what is too large for a line. */
  private readText(
    object: TypedObject,
    format: ValueFormat,
    place: string | undefined,
    depth: number,
  ): string | undefined {
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'integer':
        return this.numberText(object, type, format, place);
      case 'enum':
        return enumText(object.value, type, format);
      case 'pointer':
        return this.pointerText(object, type.target);
      case 'array':
        return isCharacter(type.element) && type.count > 0 ? quotedText(object.text) : `[${type.count}]`;
      case 'struct':
      case 'union':
        return this.previewText(object, type, format, place, depth);
      case 'void':
      case 'float':
      case 'forward':
      case 'function':
        return addressText(this.context.nameOf, object.address);
    }
  }

  private numberText(
    { value, bits }: TypedObject,
    type: IntegerType,
    format: ValueFormat,
    place: string | undefined,
  ): string {
    const word = BigInt.asUintN(bits?.size ?? type.sizeBytes * 8, value);
    return flagWordText(word, place, this.context.space().types) ?? integerText(value, type, format);
  }

  private pointerText(object: TypedObject, target: CType): string {
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

  private previewText(
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
      const text = this.readText(object.at(member), format, placeOf(member, type, place), depth + 1);
      if (text === undefined) return undefined;
      parts.push(member.name === '' ? text : `${visibleText(member.name)} = ${text}`);
    }
    return `{${parts.join(', ')}}`;
  }

  private inside(object: TypedObject, expression: string, place?: string): VariableContainer | undefined {
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'struct':
      case 'union':
        return this.members(object, type, expression, place);
      case 'array':
        return type.count > 0 ? this.elements(object, type.count, expression) : undefined;
      case 'pointer':
        return this.behindPointerObject(object, type.target, expression);
      case 'integer':
      case 'enum':
      case 'void':
      case 'float':
      case 'forward':
      case 'function':
        return undefined;
    }
  }

  private showEntry({ name, object, number }: ChainEntry, format: ValueFormat): ShownValue {
    if (object) return this.show(name, object, format);
    return { name, value: numberText(number ?? 0n, 8, format), type: 'unsigned long' };
  }

  private members(
    object: TypedObject,
    type: StructType,
    expression: string,
    place?: string,
  ): VariableContainer {
    return {
      readNamed: (format) => {
        const members = type.members.map((member) => {
          const isAnonymous = member.name === '';
          const path = isAnonymous ? expression : `${expression}.${member.name}`;
          const name = isAnonymous ? `<${strippedType(member.type).kind}>` : member.name;
          return this.show(name, object.at(member), format, path, placeOf(member, type, place));
        });
        return isChain(type) ? [this.showChain(object, knownList(place)), ...members] : members;
      },
    };
  }

  private elements(object: TypedObject, count: number, expression: string): VariableContainer {
    return {
      indexed: {
        count,
        read: (start, end, format) =>
          indices(start, end).map((index) =>
            this.show(`[${index}]`, object.element(index), format, `${expression}[${index}]`),
          ),
      },
    };
  }

  private behindPointerObject(
    object: TypedObject,
    target: CType,
    expression: string,
  ): VariableContainer | undefined {
    const pointer = this.pointerOf(object) ?? 0n;
    return pointer === 0n ? undefined : this.behindPointer(pointer, target, expression);
  }

  /** A struct's members stand directly inside its pointer, as every debugger shows them. */
  behindPointer(pointer: bigint, target: CType, expression: string): VariableContainer | undefined {
    if (sizeOfType(target) === 0) return undefined;
    const path = `(*${expression})`;
    const space = this.context.space();
    const object = new TypedObject(space, target, space.stripPointer(pointer));
    const struct = structOf(target);
    return struct
      ? this.members(object, struct, path)
      : { readNamed: (format) => [this.show('*', object, format, path)] };
  }

  /** Where a pointer points to, and for all else where it stands. */
  private reference(object: TypedObject): { readonly memoryReference?: string } {
    if (strippedType(object.type).kind !== 'pointer') return { memoryReference: hex(object.address) };
    const pointer = this.pointerOf(object);
    return pointer === undefined ? {} : { memoryReference: hex(pointer) };
  }

  /** Undefined where the dump lacks it: its own line says why. */
  private pointerOf(object: TypedObject): bigint | undefined {
    try {
      return object.pointer;
    } catch (error) {
      if (error instanceof VmcoreError) return undefined;
      throw error;
    }
  }
}

/** `(*(struct task_struct *)0x…)`: whatever the object is, this evaluates to it. */
export function expressionOf({ type, address }: TypedObject): string {
  const pointer = cDeclaration({ kind: 'pointer', sizeBytes: 8, target: type });
  return `(*(${pointer})${hex(address)})`;
}

/** What a person typed, so that `.member` can follow. */
export function asOperand(expression: string): string {
  const trimmed = expression.trim();
  return /^[\w.$]+$/.test(trimmed) ? trimmed : `(${trimmed})`;
}

/** Members of an anonymous struct count as those of the named one around it. */
function placeOf({ name }: { readonly name: string }, type: StructType, place: string | undefined): string {
  const owner = type.name === '' ? (place ?? '').replace(/\.$/, '') : type.name;
  return `${owner}.${name}`;
}

/** In angle brackets, as `<optimized out>` is, and with the reason. */
export function absenceText(error: unknown): string {
  return `<${visibleText(errorData(error).message.replace(/\.$/, ''))}>`;
}

function isCharacter(type: CType): boolean {
  const stripped = strippedType(type);
  return stripped.kind === 'integer' && stripped.name === 'char';
}
