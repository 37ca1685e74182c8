import { VmcoreError } from '../../core/base/errors';

/** @param howToGet where the debug information of that kernel comes from */
export function debuginfoMissing(howToGet: string): VmcoreError {
  return new VmcoreError(
    'debuginfo-missing',
    'The debug information of the dumped kernel (vmlinux) is not on this machine.',
    howToGet,
  );
}

/** @param howToGet where a gdb that knows more machines comes from */
export function machineUnknownToGdb(
  machineName: string,
  programs: readonly string[],
  howToGet: string,
): VmcoreError {
  return new VmcoreError(
    'machine-unknown-to-gdb',
    `Code of ${machineName} is disassembled by gdb, which does not know that machine here (${programs.join(', ')}).`,
    howToGet,
  );
}
