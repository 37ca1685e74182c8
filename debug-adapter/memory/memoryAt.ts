import type { VirtualMemory } from '../../core/arch/virtualMemory';
import type { Gap } from '../../core/dump/physicalMemory';
import type { Kernel } from '../../core/kernel/kernel';
import type { Task } from '../../core/kernel/tasks/task';
import { findProcessMemory, isUserAddress } from '../../core/kernel/tasks/processMemory';
import { taskText } from '../../core/report/memory/meaningText';
import { ifKnown } from '../../core/types/errors';
import type { DumpSession } from '../host/dumpSession';
import { taskAt } from '../tasks/taskAt';

/** The memory that an address is of, and whose that is. */
export interface MemoryAt {
  readonly memory: VirtualMemory;
  /** Of a user address, where a task is meant. */
  readonly owner?: Task;
  /** Why the owner has no memory to read; `memory` is the kernel's then, which knows nothing of user addresses. */
  readonly missing?: Missing;
}

type Missing = Pick<Gap, 'reason'> & { readonly detail: string };

/**
 * At user addresses the memory of the task's process, which only it sees; else the kernel's.
 * @param task the address of its task_struct
 * @throws VmcoreError `task-not-found`
 */
export async function memoryAt(
  { kernel, crash }: DumpSession,
  address: bigint,
  task: string | undefined,
): Promise<MemoryAt> {
  if (task === undefined || !isUserAddress(address)) return { memory: kernel.memory };
  return memoryOfTask(kernel, taskAt(await crash.taskStacks(), task));
}

/** As its process sees it. */
export function memoryOfTask({ memory, objects }: Kernel, owner: Task): MemoryAt {
  const { mm, isKernelThread } = owner;
  if (mm?.address === 0n) {
    const state = isKernelThread ? 'is a kernel thread' : 'has ended';
    const detail = `${taskText(owner)} ${state}: it has no user memory.`;
    return { memory, owner, missing: { reason: 'not-mapped', detail } };
  }
  const found = mm && ifKnown(() => findProcessMemory(objects, mm));
  if (found) return { memory: found, owner };
  const detail = `The dump lacks the page table of ${taskText(owner)}.`;
  return { memory, owner, missing: { reason: 'not-in-dump', detail } };
}
