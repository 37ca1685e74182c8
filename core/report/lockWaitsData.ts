import { hex } from '../base/address';
import { findLockWaits } from '../analysis/waits/findLockWaits';
import type { LockWait } from '../analysis/waits/lockWaits';
import type { Kernel } from '../kernel/kernel';
import type { Stacks } from '../kernel/stacks';
import type { Task } from '../kernel/task';
import type { LockWaitData, LockWaitsData, TaskName } from '../protocol/lockWaits';
import { cycleText } from '../protocol/lockWaitText';
import { frameData } from './backtraceData';
import { withoutUndefined } from './withoutUndefined';

/** Who waits for whom, as it goes over the wire. @throws VmcoreError as `findLockWaits` does */
export function readLockWaits(kernel: Kernel, stacks?: Stacks): LockWaitsData {
  const { waits, cycles, problems } = findLockWaits(kernel, stacks);
  const known = new Map(waits.map((wait) => [wait, waitData(kernel, wait)]));
  const dataOf = (wait: LockWait): LockWaitData => known.get(wait) ?? waitData(kernel, wait);
  return {
    waits: waits.map(dataOf),
    cycles: cycles.map((cycle) => {
      const inCircle = cycle.waits.map(dataOf);
      return { certain: cycle.isCertain, waits: inCircle, text: cycleText(inCircle) };
    }),
    problems,
  };
}

function waitData(kernel: Kernel, { task, kind, lock, mode, holder, frame }: LockWait): LockWaitData {
  const variable = lock && kernel.codeNames.variableAt(lock.address);
  return withoutUndefined<LockWaitData>({
    ...taskName(task),
    state: task.state?.letter,
    cpu: task.cpu,
    kind,
    lock: lock && hex(lock.address),
    bit: lock?.bit,
    symbol: variable?.symbol,
    offset: variable && hex(variable.offset),
    module: variable?.module,
    mode,
    holder: holder && { ...taskName(holder.task), certain: holder.isCertain },
    frame: frame && frameData(kernel.codeNames, frame),
  });
}

function taskName({ pid, comm, address }: Task): TaskName {
  return withoutUndefined<TaskName>({ pid, comm, task: hex(address) });
}
