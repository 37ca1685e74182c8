import type { Kernel } from '../../kernel/kernel';
import { Stacks } from '../../kernel/tasks/stacks';
import type { Task } from '../../kernel/tasks/task';
import type { StackFrame } from '../../unwind/stackFrame';
import { findCycles } from './cycles';
import type { LockWait, LockWaits } from './lockWaits';
import { findSleepingWait } from './sleepingWait';
import { findSpinning } from './spinlockWait';
import { withLikelyHolders } from './spinlockHolder';
import { waitCandidates } from './waitCandidates';
import type { WaitContext } from './waitContext';

/**
 * Who waits for whom: each task whose stack shows that it wants a lock, the lock where the kernel's own structures
 * prove which one it is, and who holds it where the lock tells.
 * @param looksAtAll at every task that sleeps, which takes seconds on a machine with tens of thousands
 * @throws VmcoreError when the dump does not lead to tasks, types or stacks.
 */
export function findLockWaits(kernel: Kernel, stacks = new Stacks(kernel), looksAtAll = false): LockWaits {
  const { tasks, problems } = stacks.tasks;
  const context: WaitContext = {
    objects: kernel.objects,
    tasks: new Map(tasks.map((task) => [task.address, task])),
    functionOf: remembered((frame) => kernel.codeNames.nameOf(frame)?.symbol),
  };
  const { candidates, problems: leftOut } = waitCandidates(tasks, looksAtAll);
  const found = candidates.flatMap((task) => findWait(context, stacks, task) ?? []);
  const waits = withLikelyHolders(context, stacks, found);
  return { waits, cycles: findCycles(waits), problems: [...problems, ...leftOut] };
}

function findWait(context: WaitContext, stacks: Stacks, task: Task): LockWait | undefined {
  if (task.onCpu) return findSpinning(context, task, stacks.ofTask(task).backtrace.frames);
  return findSleepingWait(context, task, stacks.ofTask(task).backtrace.frames);
}

/** The stacks of one machine share most of their addresses. */
function remembered(nameOf: (frame: StackFrame) => string | undefined): WaitContext['functionOf'] {
  const names = new Map<string, string | undefined>();
  return (frame) => {
    const key = `${frame.kind} ${frame.pc}`;
    if (!names.has(key)) names.set(key, nameOf(frame));
    return names.get(key);
  };
}
