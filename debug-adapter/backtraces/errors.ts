import { VmcoreError } from '../../core/base/errors';

/** What it makes of the registers there leads elsewhere than the kernel's own tables. */
export function gdbLostItsWay(frame: number): VmcoreError {
  return new VmcoreError(
    'gdb-lost-its-way',
    `gdb does not come to frame #${frame}: it loses its way before.`,
    'Frames nearer to saved registers have their arguments and locals.',
  );
}

/** @param inlined how many functions were to be compiled into it */
export function frameNotFound(frame: number, inlined: number): VmcoreError {
  return new VmcoreError(
    'frame-not-found',
    inlined === 0
      ? `The stack has no frame #${frame}.`
      : `Frame #${frame} has no ${inlined} functions inlined.`,
    'The debug information may be another one by now: show the stack anew.',
  );
}
