import type { VirtualMemory } from '../../core/arch/virtualMemory';
import { findProcessMemory, isUserAddress } from '../../core/kernel/tasks/processMemory';
import { ifKnown } from '../../core/types/errors';
import type { DumpSession } from '../host/dumpSession';
import { taskAt } from '../tasks/taskAt';

/**
 * The memory that an address is of: at user addresses the process's of the task, which only it sees; else the kernel's.
 * @param task the address of its task_struct
 * @throws VmcoreError `task-not-found`
 */
export async function memoryAt(
  session: DumpSession,
  address: bigint,
  task: string | undefined,
): Promise<VirtualMemory> {
  const { kernel, crash } = session;
  if (task === undefined || !isUserAddress(address)) return kernel.memory;
  const { mm } = taskAt(await crash.taskStacks(), task);
  if (!mm || mm.address === 0n) return kernel.memory;
  return ifKnown(() => findProcessMemory(kernel.objects, mm)) ?? kernel.memory;
}
