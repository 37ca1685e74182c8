import { VmcoreError } from '../../core/base/errors';

export function tookTooLong(path: string, limitMs: number): VmcoreError {
  return new VmcoreError(
    'took-too-long',
    `Reading ${path} beforehand was given up after ${limitMs / 1000} s.`,
    'Open the dump to have it read.',
  );
}

export function notDeleted(path: string, cause: unknown): VmcoreError {
  const reason = cause instanceof Error ? cause.message.replace(/^Error: /, '') : String(cause);
  return new VmcoreError(
    'not-deleted',
    `${path} could not be deleted (${reason}).`,
    'Whoever may change its folder can; kdump’s belongs to root.',
    { cause },
  );
}
