import type { KernelObjects } from '../../types/kernelObjects';
import { readRunQueues } from '../cpus/runQueues';
import { readTask, type Task } from './task';

/** The task that each cpu executed, in the order of cpus: known without a walk over all tasks. */
export function readCurrentTasks(objects: KernelObjects): readonly Task[] {
  return readRunQueues(objects).flatMap(({ current }) =>
    current === undefined ? [] : [readTask(objects.struct('task_struct', current), true)],
  );
}
