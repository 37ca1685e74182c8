import type { TaskStack } from '../../../core/kernel/tasks/stacks';
import { crashForm, taskLines } from '../../../core/protocol/text/backtraceText';
import { backtraceData } from '../../../core/report/stacks/backtraceData';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { tasksNamed } from './tasksNamed';

/** `bt` of the context, of all cpus, or of the tasks that are named. */
export const bt: NativeCommand = (args, context) => {
  if (args.length === 0) return texts([context.current()], context);
  if (args.length === 1 && args[0] === '-a') return texts(onCpus(context), context);
  const tasks = tasksNamed(args, context.stacks);
  return tasks && texts(stacksOf(tasks, context), context);
};

export const foreachBt: NativeCommand = (args, context) =>
  args.length === 0 ? texts(context.stacks.all(), context) : undefined;

function* onCpus({ stacks }: NativeContext): Iterable<TaskStack> {
  const running = stacks.tasks.tasks.filter(({ onCpu }) => onCpu);
  for (const task of running.sort((a, b) => (a.cpu ?? 0) - (b.cpu ?? 0))) yield stacks.ofTask(task);
}

function* stacksOf(
  tasks: readonly Parameters<NativeContext['stacks']['ofTask']>[0][],
  { stacks }: NativeContext,
): Iterable<TaskStack> {
  for (const task of tasks) yield stacks.ofTask(task);
}

function* texts(stacks: Iterable<TaskStack>, { kernel }: NativeContext): Iterable<string> {
  const names = kernel.codeNames;
  let isFirst = true;
  for (const stack of stacks) {
    if (!isFirst) yield '\n';
    isFirst = false;
    yield* taskLines(backtraceData(names, stack), crashForm);
  }
}
