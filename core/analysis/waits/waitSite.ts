import type { StackFrame } from '../../unwind/stackFrame';
import type { WaitContext } from './waitContext';

/** The part of a sleeping task's stack that belongs to a lock's own functions. */
export interface WaitSite {
  /** Addresses on the stack: from where the task sleeps to the end of the lock's outermost function. */
  readonly start: bigint;
  readonly end: bigint;
  /** Who called that function. */
  readonly caller: StackFrame;
}

/** Undefined where none of the lock's functions is on the stack. */
export function findWaitSite(
  { functionOf }: WaitContext,
  frames: readonly StackFrame[],
  functions: RegExp,
): WaitSite | undefined {
  const isOwn = (frame: StackFrame): boolean => functions.test(sourceName(functionOf(frame) ?? ''));
  const first = frames.findIndex(isOwn);
  if (first < 0) return undefined;
  const caller = frames.find((frame, index) => index > first && !isOwn(frame));
  const [innermost] = frames;
  if (!innermost || !caller) return undefined;
  return { start: innermost.stackAddress, end: caller.stackAddress, caller };
}

/** Without what the compiler adds to the names of clones: .constprop.0, .isra.0, .part.0 … */
export function sourceName(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
