import type { Stacks, TaskStack } from '../../core/kernel/stacks';
import { taskNotFound } from './errors';

/** @param task the address of its task_struct; the crashing one's when left out. @throws VmcoreError `task-not-found` */
export function stackOfTask(stacks: Stacks, task: string | undefined): TaskStack {
  if (task === undefined) return stacks.ofPanic();
  const address = BigInt(task);
  const found = stacks.tasks.tasks.find((candidate) => candidate.address === address);
  if (!found) throw taskNotFound(task);
  return stacks.ofTask(found);
}
