import type { Stacks, TaskStack } from '../../core/kernel/tasks/stacks';
import type { Task } from '../../core/kernel/tasks/task';
import { taskNotFound } from './errors';

/** @param address of its task_struct, hex. @throws VmcoreError `task-not-found` */
export function taskAt({ tasks }: Stacks, address: string): Task {
  const wanted = BigInt(address);
  const found = tasks.tasks.find((candidate) => candidate.address === wanted);
  if (!found) throw taskNotFound(address);
  return found;
}

/** @param task the address of its task_struct; the crashing one's when left out. @throws VmcoreError `task-not-found` */
export function stackOfTask(stacks: Stacks, task: string | undefined): TaskStack {
  return task === undefined ? stacks.ofPanic() : stacks.ofTask(taskAt(stacks, task));
}
