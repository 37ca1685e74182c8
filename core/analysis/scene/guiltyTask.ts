import { hex } from '../../base/address';
import type { TaskStack } from '../../kernel/tasks/stacks';
import type { GuiltyTask } from '../../protocol/verdict';

/** Whose stack it is, as it goes over the wire. */
export function guiltyTask({ pid, comm, cpu, address }: Omit<TaskStack, 'backtrace' | 'onCpu'>): GuiltyTask {
  return {
    ...(pid !== undefined && { pid }),
    ...(comm !== undefined && { comm }),
    ...(cpu !== undefined && { cpu }),
    ...(address !== undefined && { task: hex(address) }),
  };
}
