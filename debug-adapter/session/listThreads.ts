import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/tasks/stacks';
import type { Task } from '../../core/kernel/tasks/task';
import { backtraceData, type SourceOfFrames } from '../../core/report/stacks/backtraceData';
import type { DebugThread } from './debugThread';

/**
 * The one that crashed, which is found without a look at all the others. Undefined where the dump does not tell of it.
 */
export function findCrashingThread(
  kernel: Kernel,
  stacks: Stacks,
  source: SourceOfFrames,
): DebugThread | undefined {
  const stack = ifReadable(() => stacks.ofPanic());
  if (!stack) return undefined;
  const { task } = stack;
  return {
    id: 1,
    name: task ? taskName(task) : stackName(stack),
    ...(task && { task }),
    readStack: () => backtraceData(kernel.codeNames, stack, source),
  };
}

/**
 * Every task: the crashing one first, then those on cpus, then the rest by pid. Where the dump does not lead to tasks,
 * the stack of the cpu that crashed stands alone.
 * @throws VmcoreError when the dump leads to neither
 */
export function listThreads(
  kernel: Kernel,
  stacks: Stacks,
  source: SourceOfFrames,
  crashing: DebugThread | undefined,
): readonly DebugThread[] {
  const found = crashing ? ifReadable(() => stacks.tasks) : stacks.tasks;
  const others = (found?.tasks ?? []).filter(({ address }) => address !== crashing?.task?.address);
  const ordered = [
    ...others.filter(({ onCpu }) => onCpu).sort(byCpu),
    ...others.filter(({ onCpu }) => !onCpu),
  ];
  const first = crashing ? [crashing] : [];
  return [
    ...first,
    ...ordered.map((task, index) => ({
      id: first.length + index + 1,
      name: taskName(task),
      task,
      readStack: () => backtraceData(kernel.codeNames, stacks.ofTask(task), source),
    })),
  ];
}

function stackName({ pid, comm, cpu }: TaskStack): string {
  const who = pid === undefined && comm === undefined ? 'unknown task' : `${pid ?? '??'} ${comm ?? '??'}`;
  return visibleText(cpu === undefined ? who : `${who} (on cpu ${cpu})`);
}

function taskName({ pid, comm, state, onCpu, cpu }: Task): string {
  const doing = onCpu && cpu !== undefined ? `on cpu ${cpu}` : (state?.name ?? 'state unknown');
  return visibleText(`${pid ?? '??'} ${comm ?? '??'} (${doing})`);
}

/** Tasks whose cpu the dump lacks come last. */
function byCpu(a: Task, b: Task): number {
  return (a.cpu ?? Infinity) - (b.cpu ?? Infinity);
}

function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
