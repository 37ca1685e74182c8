import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import { frameData } from '../../core/report/stacks/backtraceData';
import type { EvaluationScope } from '../expression/evaluate';
import { stackOfTask } from '../tasks/taskAt';
import { registersOf } from '../variables/registerVariables';

/**
 * What registers, `current` and per-cpu variables mean in a frame, by crash's number of it, of a task; of the crash when
 * left out.
 * @throws VmcoreError `task-not-found`
 */
export function scopeOfFrame(
  kernel: Kernel,
  stacks: Stacks,
  taskAddress: string | undefined,
  frameIndex = 0,
): EvaluationScope {
  const { address, cpu, backtrace } = stackOfTask(stacks, taskAddress);
  const frame = backtrace.frames[frameIndex];
  const task = stacks.tasks.tasks.find((candidate) => candidate.address === address);
  return {
    kernel,
    registers: frame ? registersOf(frameData(kernel.codeNames, frame), kernel.dump.machine.name) : {},
    task: task?.object,
    cpu,
  };
}
