import { virtualAddress } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import { memberMissing, typeUnfit } from '../../core/types/errors';
import { cDeclaration } from '../../core/types/cText';
import { sizeOfType, strippedType, structOf, voidType, type CType } from '../../core/types/cType';
import { TypedObject } from '../../core/types/typedObject';
import { findPerCpuCopy } from '../variables/perCpuVariables';
import { nameUnknown, registerUnknown } from './errors';
import { findCType } from './findCType';
import type { Expression } from './syntax';
import { knownVariables } from './knownVariables';

/** An object in memory, or a number that may be a pointer. */
export type Evaluated =
  | {
      readonly kind: 'object';
      readonly object: TypedObject;
      /** The struct and member, where it is one: `task_struct.flags`. */
      readonly place?: string;
    }
  | { readonly kind: 'number'; readonly value: bigint; readonly type: CType | undefined };

/** Where names are looked up. */
export interface EvaluationScope {
  readonly kernel: Kernel;
  /** Of the frame, by the machine's own names. */
  readonly registers: Readonly<Record<string, string>>;
  /** The task whose stack is looked at: the kernel's own name for it is `current`. */
  readonly task: TypedObject | undefined;
  /** Whose per-cpu variables are meant. */
  readonly cpu: number | undefined;
}

/** @throws VmcoreError what of it this kernel does not have, or the dump does not hold. */
export function evaluate(expression: Expression, scope: EvaluationScope): Evaluated {
  switch (expression.kind) {
    case 'number':
      return number(expression.value);
    case 'register':
      return number(registerValue(expression.name, scope));
    case 'name':
      return evaluateName(expression.name, scope);
    case 'cast':
      return cast(expression, scope);
    case 'dereference':
      return dereference(evaluate(expression.operand, scope), scope);
    case 'address':
      return addressOf(evaluate(expression.operand, scope), scope);
    case 'member':
      return memberOf(behindPointers(evaluate(expression.operand, scope), scope), expression.name);
    case 'element':
      return element(evaluate(expression.operand, scope), numberOf(evaluate(expression.index, scope)), scope);
    case 'sum':
      return sum(expression, scope);
  }
}

function number(value: bigint, type?: CType): Evaluated {
  return { kind: 'number', value: BigInt.asUintN(64, value), type };
}

function object(found: TypedObject): Evaluated {
  return { kind: 'object', object: found };
}

function memberOf(parent: TypedObject, name: string): Evaluated {
  const struct = structOf(parent.type);
  return { kind: 'object', object: parent.member(name), ...(struct && { place: `${struct.name}.${name}` }) };
}

function registerValue(name: string, { registers }: EvaluationScope): bigint {
  const aliases = { pc: registers['rip'], sp: registers['rsp'] };
  const value = registers[name] ?? (name === 'pc' || name === 'sp' ? aliases[name] : undefined);
  if (value === undefined) throw registerUnknown(name);
  return BigInt(value);
}

function evaluateName(name: string, scope: EvaluationScope): Evaluated {
  const { kernel, task, cpu } = scope;
  if (name === 'current' && task) return pointerTo(task);
  const own = cpu === undefined ? undefined : findPerCpuCopy(kernel, name, cpu);
  if (own) return object(own);
  const address = kernel.findAddress(name);
  if (address === undefined) throw nameUnknown(name);
  const struct = knownVariables[name];
  return struct === undefined ? number(address) : object(kernel.objects.struct(struct, address));
}

function cast(
  { type: words, stars, operand }: Expression & { kind: 'cast' },
  scope: EvaluationScope,
): Evaluated {
  const found = findCType(scope.kernel.allTypes, words) ?? voidType;
  const type = Array.from({ length: stars }).reduce<CType>((target) => pointerType(target, scope), found);
  return number(numberOf(evaluate(operand, scope)), type);
}

function pointerType(target: CType, { kernel }: EvaluationScope): CType {
  return { kind: 'pointer', sizeBytes: kernel.dump.machine.wordSizeBytes, target };
}

function pointerTo({ type, address, space }: TypedObject): Evaluated {
  return number(address, { kind: 'pointer', sizeBytes: space.machine.wordSizeBytes, target: type });
}

function addressOf(operand: Evaluated, scope: EvaluationScope): Evaluated {
  // `&schedule` is the same as `schedule`, as in C.
  if (operand.kind === 'number') return operand;
  return number(operand.object.address, pointerType(operand.object.type, scope));
}

function dereference(operand: Evaluated, { kernel }: EvaluationScope): Evaluated {
  if (operand.kind === 'object') return object(operand.object.target);
  const type = operand.type && strippedType(operand.type);
  if (type?.kind !== 'pointer') throw typeUnfit(type ? cDeclaration(type) : 'number', 'pointer');
  return object(new TypedObject(kernel.objects, type.target, kernel.objects.stripPointer(operand.value)));
}

/** The struct itself: gdb, too, takes `.` and `->` for each other. */
function behindPointers(operand: Evaluated, scope: EvaluationScope): TypedObject {
  const value = operand.kind === 'number' ? dereference(operand, scope) : operand;
  if (value.kind === 'number') throw memberMissing('number', []);
  const { object: found } = value;
  return strippedType(found.type).kind === 'pointer' ? found.target : found;
}

function element(operand: Evaluated, index: bigint, scope: EvaluationScope): Evaluated {
  if (operand.kind === 'object' && strippedType(operand.object.type).kind === 'array') {
    return object(operand.object.element(Number(index)));
  }
  const first = dereference(operand, scope);
  if (first.kind === 'number') return first;
  const { space, type, address } = first.object;
  return object(new TypedObject(space, type, virtualAddress(address + index * BigInt(sizeOfType(type)))));
}

/** Pointers count in what they point to. */
function sum({ left, right, isDifference }: Expression & { kind: 'sum' }, scope: EvaluationScope): Evaluated {
  const base = evaluate(left, scope);
  const added = numberOf(evaluate(right, scope));
  const type = base.kind === 'number' ? base.type : base.object.type;
  const stripped = type && strippedType(type);
  const scale = stripped?.kind === 'pointer' ? BigInt(sizeOfType(stripped.target) || 1) : 1n;
  const step = added * scale;
  return number(
    numberOf(base) + (isDifference ? -step : step),
    stripped?.kind === 'pointer' ? type : undefined,
  );
}

/** A number's value; of an object the number that it holds, and of a struct or array its address. */
function numberOf(operand: Evaluated): bigint {
  if (operand.kind === 'number') return operand.value;
  const { kind } = strippedType(operand.object.type);
  return kind === 'integer' || kind === 'enum' || kind === 'pointer'
    ? operand.object.value
    : operand.object.address;
}
