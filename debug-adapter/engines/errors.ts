import { VmcoreError } from '../../core/base/errors';

/** @param howToGet where the debug information of that kernel comes from */
export function debuginfoMissing(howToGet: string): VmcoreError {
  return new VmcoreError(
    'debuginfo-missing',
    'The debug information of the dumped kernel (vmlinux) is not on this machine.',
    howToGet,
  );
}
