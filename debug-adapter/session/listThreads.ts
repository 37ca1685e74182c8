import { VmcoreError } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/stacks';
import type { Task } from '../../core/kernel/task';
import { backtraceData, type SourceOfFrames } from '../../core/report/backtraceData';
import type { DebugThread } from './debugThread';

/**
 * Every task: the crashing one first, then those on cpus, then the rest by pid. Where the dump does not lead to tasks,
 * the stack of the cpu that crashed stands alone.
 * @throws VmcoreError when the dump leads to neither
 */
export function listThreads(kernel: Kernel, stacks: Stacks, source: SourceOfFrames): readonly DebugThread[] {
  const crashing = ifReadable(() => stacks.ofPanic());
  const found = crashing ? ifReadable(() => stacks.tasks) : stacks.tasks;
  const tasks = found?.tasks ?? [];
  const ordered = [
    ...tasks.filter(({ address }) => address === crashing?.address),
    ...tasks.filter((task) => task.onCpu && task.address !== crashing?.address).sort(byCpu),
    ...tasks.filter((task) => !task.onCpu && task.address !== crashing?.address),
  ];
  const ofTasks = ordered.map((task) => ({
    name: taskName(task),
    task,
    readStack: () => backtraceData(kernel.codeNames, stacks.ofTask(task), source),
  }));
  const withoutTask = crashing && !ofTasks.some(({ task }) => task.address === crashing.address);
  const all = withoutTask ? [threadOfStack(kernel, crashing, source), ...ofTasks] : ofTasks;
  return all.map((thread, index) => ({ id: index + 1, ...thread }));
}

function threadOfStack(kernel: Kernel, stack: TaskStack, source: SourceOfFrames): Omit<DebugThread, 'id'> {
  const { pid, comm, cpu } = stack;
  const who = pid === undefined && comm === undefined ? 'unknown task' : `${pid ?? '??'} ${comm ?? '??'}`;
  return {
    name: visibleText(cpu === undefined ? who : `${who} (on cpu ${cpu})`),
    readStack: () => backtraceData(kernel.codeNames, stack, source),
  };
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
