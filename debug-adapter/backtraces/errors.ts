import { VmcoreError } from '../../core/base/errors';

export function taskNotFound(address: string): VmcoreError {
  return new VmcoreError(
    'task-not-found',
    `No task_struct of a task is at ${address}.`,
    'Look for the task in the list: its memory may have been used again since.',
  );
}
