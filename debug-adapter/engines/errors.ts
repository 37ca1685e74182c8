import { VmcoreError } from '../../core/base/errors';
import type { VmlinuxSearch } from '../../core/debuginfo/findVmlinux';

/**
 * @param howToGet where the debug information of that kernel comes from
 * @param search what else was found in its place
 */
export function debuginfoMissing(howToGet: string, search?: VmlinuxSearch): VmcoreError {
  return new VmcoreError(
    'debuginfo-missing',
    `The debug information of the dumped kernel (vmlinux) is not on this machine${found(search)}.`,
    howToGet,
  );
}

function found(search: VmlinuxSearch | undefined): string {
  if (search?.kind === 'found') return `: that of ${search.path} was stripped`;
  if (search?.kind !== 'mismatch') return '';
  return `: ${search.path} is of another build (build-id ${search.found} instead of ${search.wanted})`;
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
