import { VmcoreError } from '../../core/base/errors';

/** What it makes of the registers there leads elsewhere than the kernel's own tables. */
export function gdbLostItsWay(frame: number): VmcoreError {
  return new VmcoreError(
    'gdb-lost-its-way',
    `gdb does not come to frame #${frame}: it loses its way before.`,
    'Frames nearer to saved registers have their arguments and locals.',
  );
}
