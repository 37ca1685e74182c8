import { VmcoreError } from '../base/errors';

/** `reason` as a clause: "VMCOREINFO names no log buffer". */
export function logNotFound(reason: string): VmcoreError {
  return new VmcoreError(
    'log-not-found',
    `The kernel log cannot be read: ${reason}.`,
    'A vmcore-dmesg.txt that kdump saved beside the dump has the same text.',
  );
}
