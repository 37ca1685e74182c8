import { readMachineMemoryBytes } from '../../../core/report/memory/machineMemory';
import { tasksData } from '../../../core/report/tasks/taskData';
import { TaskTable } from '../../../core/report/tasks/taskTable';
import type { Stacks } from '../../../core/kernel/tasks/stacks';
import type { Task } from '../../../core/kernel/tasks/task';
import { crashState } from '../../../core/protocol/crashState';
import { psLastRunLine, tasksText } from '../../../core/protocol/text/taskText';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { tasksNamed } from './tasksNamed';
import { commandWords } from './words';

/** Which tasks an option leaves. */
const choices: Readonly<Record<string, (task: Task) => boolean>> = {
  '-k': ({ isKernelThread }) => isKernelThread,
  '-u': ({ isKernelThread }) => !isKernelThread,
  '-G': ({ pid, tgid }) => pid === tgid,
  '-A': ({ onCpu }) => onCpu,
};

/** `ps [-k|-u|-G|-A] [-m|-S] [PID|TASK|COMMAND…]` */
export const ps: NativeCommand = (args, context) => {
  const words = commandWords(args, ['-m', '-S', ...Object.keys(choices)]);
  const tasks = words && tasksAsked(words.operands, context.stacks);
  if (!tasks) return undefined;
  const { options } = words;
  const chosen = tasks.filter((task) => [...options].every((option) => choices[option]?.(task) ?? true));
  if (options.has('-S')) return stateCounts(chosen);
  if (options.has('-m')) return lastRuns(chosen, context);
  const { kernel } = context;
  return [tasksText(tasksData(kernel.objects, chosen), readMachineMemoryBytes(kernel))];
};

/** All of them where no word names any; undefined where a word names none. */
function tasksAsked(words: readonly string[], stacks: Stacks): readonly Task[] | undefined {
  const { tasks } = stacks.tasks;
  if (words.length === 0) return tasks;
  const named = words.map((word) => tasksNamed([word], stacks) ?? tasks.filter(({ comm }) => comm === word));
  return named.some((found) => found.length === 0) ? undefined : named.flat();
}

/** The one that ran last comes first. */
function* lastRuns(tasks: readonly Task[], { kernel, stacks }: NativeContext): Iterable<string> {
  const rows = new TaskTable(kernel.objects, tasks, stacks.crashingCpu).rows(0, tasks.length);
  const age = ({ sinceRunMs }: (typeof rows)[number]): number => sinceRunMs ?? Infinity;
  for (const row of rows.sort((a, b) => age(a) - age(b))) yield psLastRunLine(row);
}

function* stateCounts(tasks: readonly Task[]): Iterable<string> {
  const counts = new Map<string, number>();
  for (const { state } of tasks) {
    const letters = crashState(state?.letter);
    counts.set(letters, (counts.get(letters) ?? 0) + 1);
  }
  for (const [letters, count] of counts) yield `  ${letters}: ${count}\n`;
}
