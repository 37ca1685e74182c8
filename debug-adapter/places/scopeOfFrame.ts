import { hex } from '../../core/base/address';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks, TaskStack } from '../../core/kernel/stacks';
import { frameData } from '../../core/report/backtraceData';
import type { EvaluationScope } from '../expression/evaluate';
import { registersOf } from '../variables/registerVariables';

/** What registers, `current` and per-cpu variables mean in a frame of a task; of the crash when left out. */
export function scopeOfFrame(
  kernel: Kernel,
  stacks: Stacks,
  taskAddress: string | undefined,
  frameIndex = 0,
): EvaluationScope {
  const stack = findStack(stacks, taskAddress);
  const frame = stack?.backtrace.frames[frameIndex];
  const task = stacks.tasks.tasks.find(({ address }) => address === stack?.address);
  return {
    kernel,
    registers: frame ? registersOf(frameData(kernel.codeNames, frame), kernel.dump.machine.name) : {},
    task: task?.object,
    cpu: stack?.cpu,
  };
}

function findStack(stacks: Stacks, taskAddress: string | undefined): TaskStack | undefined {
  if (taskAddress === undefined) return stacks.ofPanic();
  const task = stacks.tasks.tasks.find(({ address }) => hex(address) === taskAddress);
  return task && stacks.ofTask(task);
}
