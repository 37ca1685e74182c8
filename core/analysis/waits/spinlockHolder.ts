import type { Stacks } from '../../kernel/tasks/stacks';
import type { Task } from '../../kernel/tasks/task';
import type { StackFrame } from '../../unwind/stackFrame';
import type { LockWait } from './lockWaits';
import { stackSizeBytes, type WaitContext } from './waitContext';
import { stackWords } from './waiterRecord';

/**
 * The waits for spinlocks with who may hold each. A spinlock does not say, but its holder is on a cpu, since nobody
 * sleeps with one, and mostly keeps its address to give it back: the holder is the only task on a cpu on whose stack,
 * or in whose registers there, that address is, those aside that wait for it themselves. Not certain: it may be there
 * for another reason.
 */
export function withLikelyHolders(
  context: WaitContext,
  stacks: Stacks,
  waits: readonly LockWait[],
): readonly LockWait[] {
  if (!waits.some(isWithoutHolder)) return waits;
  const onCpu = [...context.tasks.values()].filter((task) => task.onCpu);
  const words = new Map(onCpu.map((task) => [task, wordsOf(context, stacks, task)]));
  return waits.map((wait) => {
    if (!isWithoutHolder(wait)) return wait;
    const waiting = waits.filter(({ lock }) => lock?.address === wait.lock.address).map(({ task }) => task);
    const [task, ...others] = onCpu.filter(
      (candidate) => !waiting.includes(candidate) && words.get(candidate)?.has(wait.lock.address),
    );
    return task && others.length === 0 ? { ...wait, holder: { task, isCertain: false } } : wait;
  });
}

function isWithoutHolder(wait: LockWait): wait is LockWait & Required<Pick<LockWait, 'lock'>> {
  return wait.kind === 'spinlock' && wait.lock !== undefined && wait.holder === undefined;
}

/** What the task's own stack holds from its innermost function on, and the registers that were saved there. */
function wordsOf({ objects }: WaitContext, stacks: Stacks, task: Task): ReadonlySet<bigint> {
  const { stackBase } = task;
  if (stackBase === undefined) return new Set();
  const end = stackBase + BigInt(stackSizeBytes(objects));
  const isOwn = ({ stackAddress }: StackFrame): boolean => stackAddress >= stackBase && stackAddress < end;
  const frames = stacks.ofTask(task).backtrace.frames.filter(isOwn);
  const start = frames[0]?.stackAddress ?? end;
  const registers = frames.flatMap((frame) => [...(frame.registers?.values() ?? [])]);
  return new Set([...registers, ...stackWords(objects, start, end)]);
}
