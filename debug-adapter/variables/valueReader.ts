import { hex } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import { cDeclaration } from '../../core/types/cText';
import {
  sizeOfType,
  strippedType,
  structOf,
  voidType,
  type CType,
  type StructType,
} from '../../core/types/cType';
import { TypedObject } from '../../core/types/typedObject';
import { isChain, type ChainEntry } from './chainWalks';
import type { ShownValue, ValueFormat, VariableContainer } from './containers';
import { indices } from './indices';
import { knownList, type ListLink } from './knownLists';
import { listInside } from './listInside';
import { memberPlace } from './memberPlace';
import { numberText } from './scalarText';
import { asOperand, expressionOf } from './valueExpression';
import { ValueText, type ValueContext } from './valueText';

/** Shows objects of the kernel by their C types, and what stands inside of them once somebody looks. */
export class ValueReader {
  private readonly text: ValueText;

  constructor(private readonly context: ValueContext) {
    this.text = new ValueText(context);
  }

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
      value: this.text.ofObject(object, format, place),
      type: visibleText(cDeclaration(object.type)),
      expression,
      ...reference(object),
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
    const shown = {
      name: visibleText(name),
      value: this.text.ofNumber(value, type, format),
      type: visibleText(type ? cDeclaration(type) : 'unsigned long'),
    };
    const stripped = type && strippedType(type);
    if (stripped?.kind === 'integer' || stripped?.kind === 'enum') return shown;
    const target = stripped?.kind === 'pointer' && value !== 0n ? stripped.target : voidType;
    const expression = asOperand(name);
    const inside = this.behindPointer(value, target, expression);
    return { ...shown, expression, memoryReference: hex(value), ...(inside && { inside }) };
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

  private inside(object: TypedObject, expression: string, place?: string): VariableContainer | undefined {
    const type = strippedType(object.type);
    switch (type.kind) {
      case 'struct':
      case 'union':
        return this.members(object, type, expression, place);
      case 'array':
        return type.count > 0 ? this.elements(object, type.count, expression) : undefined;
      case 'pointer': {
        const pointer = pointerOf(object) ?? 0n;
        return pointer === 0n ? undefined : this.behindPointer(pointer, type.target, expression);
      }
      case 'integer':
      case 'enum':
      case 'void':
      case 'float':
      case 'forward':
      case 'function':
        return undefined;
    }
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
          return this.show(name, object.at(member), format, path, memberPlace(member.name, type.name, place));
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

  private showEntry({ name, object, number }: ChainEntry, format: ValueFormat): ShownValue {
    if (object) return this.show(name, object, format);
    return { name, value: numberText(number ?? 0n, 8, format), type: 'unsigned long' };
  }
}

/** Where a pointer points to, and for all else where it stands. */
function reference(object: TypedObject): Pick<ShownValue, 'memoryReference'> {
  if (strippedType(object.type).kind !== 'pointer') return { memoryReference: hex(object.address) };
  const pointer = pointerOf(object);
  return pointer === undefined ? {} : { memoryReference: hex(pointer) };
}

/** Undefined where the dump lacks it: its own line says why. */
function pointerOf(object: TypedObject): bigint | undefined {
  try {
    return object.pointer;
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
