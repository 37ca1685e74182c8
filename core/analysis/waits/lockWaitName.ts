import { hex } from '../../base/address';
import type { Task } from '../../kernel/tasks/task';
import type { LockWaitData, TaskName } from '../../protocol/lockWaits';
import type { CodeNames } from '../../unwind/codeNames';
import type { LockWait } from './lockWaits';

/** Who waits for what and who holds it, with the lock's name where it is a variable; all but the frame. */
export function nameLockWait(
  names: Pick<CodeNames, 'variableAt'>,
  { task, kind, lock, mode, holder }: LockWait,
): Omit<LockWaitData, 'frame'> {
  const variable = lock && names.variableAt(lock.address);
  return {
    ...taskName(task),
    ...(task.state && { state: task.state.letter }),
    ...(task.cpu !== undefined && { cpu: task.cpu }),
    kind,
    ...(lock && { lock: hex(lock.address) }),
    ...(lock?.bit !== undefined && { bit: lock.bit }),
    ...(variable && { symbol: variable.symbol, offset: hex(variable.offset) }),
    ...(variable?.module !== undefined && { module: variable.module }),
    ...(mode && { mode }),
    ...(holder && { holder: { ...taskName(holder.task), certain: holder.isCertain } }),
  };
}

function taskName({ pid, comm, address }: Task): TaskName {
  return { ...(pid !== undefined && { pid }), ...(comm !== undefined && { comm }), task: hex(address) };
}
