import { hex } from '../../core/base/address';
import { cDeclaration } from '../../core/types/cText';
import type { TypedObject } from '../../core/types/typedObject';

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
