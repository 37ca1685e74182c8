import type { VirtualMemory } from '../../../core/arch/virtualMemory';
import { memoryOfTask } from '../../memory/memoryAt';
import type { NativeContext } from '../nativeCommand';
import { tasksOrCurrent } from './tasksNamed';

/** The memory that user addresses are of: the context's; undefined where that has none, or the dump lacks its tables. */
export function userMemory(context: NativeContext): VirtualMemory | undefined {
  const [task] = tasksOrCurrent([], context) ?? [];
  if (!task) return undefined;
  const { memory, missing } = memoryOfTask(context.kernel, task);
  return missing ? undefined : memory;
}
