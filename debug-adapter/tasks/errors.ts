import { VmcoreError } from '../../core/base/errors';

export function taskNotFound(address: string): VmcoreError {
  return new VmcoreError(
    'task-not-found',
    `This dump has no task whose task_struct is at ${address}.`,
    'The list of tasks shows those that it has.',
  );
}
