import { hex } from '../../base/address';
import type { Kernel } from '../../kernel/kernel';
import { Stacks } from '../../kernel/tasks/stacks';
import type { Task } from '../../kernel/tasks/task';
import type { BacktraceData } from '../../protocol/backtraceData';
import type { CpuTask, CrashStacks } from '../../protocol/crashStacks';
import { Attempts } from '../../base/attempts';
import { backtraceData, type SourceOfFrames } from './backtraceData';
import { withoutUndefined } from '../withoutUndefined';

/** The crashing task's stack, with `source` where in it, and the task on each cpu, as far as the dump leads to them. */
export function readCrashStacks(
  kernel: Kernel,
  stacks = new Stacks(kernel),
  source?: SourceOfFrames,
): CrashStacks {
  const attempts = new Attempts();
  const crashing = attempts.try(() => backtraceData(kernel.codeNames, stacks.ofPanic(), source));
  const found = attempts.try(() => stacks.tasks);
  return {
    ...(crashing && { crashing }),
    cpus: (found?.tasks ?? [])
      .filter(({ onCpu }) => onCpu)
      .map(cpuTask)
      .sort(byCpu),
    problems: [...attempts.problems, ...(found?.problems ?? [])],
  };
}

/** The crashing task's stack with what debuginfo tells of it; undefined where it tells nothing. */
export function readCrashSource(
  kernel: Kernel,
  source: SourceOfFrames,
  stacks: Stacks,
): BacktraceData | undefined {
  const stack = backtraceData(kernel.codeNames, stacks.ofPanic(), source);
  return stack.frames.some(({ file }) => file !== undefined) ? stack : undefined;
}

function cpuTask({ cpu, pid, comm, address }: Task): CpuTask {
  return withoutUndefined<CpuTask>({ cpu, pid, comm, task: hex(address) });
}

/** Tasks whose cpu the dump lacks come last. */
function byCpu(a: CpuTask, b: CpuTask): number {
  return (a.cpu ?? Infinity) - (b.cpu ?? Infinity);
}
