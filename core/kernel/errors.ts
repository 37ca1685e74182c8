import { formatByteSize } from '../base/byteSize';
import { VmcoreError } from '../base/errors';

/** `reason` as a clause: "VMCOREINFO names no log buffer". */
export function logNotFound(reason: string): VmcoreError {
  return new VmcoreError(
    'log-not-found',
    `The kernel log cannot be read: ${reason}.`,
    'A vmcore-dmesg.txt that kdump saved beside the dump has the same text.',
  );
}

export function vmcoreinfoNotFound(path: string): VmcoreError {
  return new VmcoreError(
    'vmcoreinfo-not-found',
    `${path} holds no VMCOREINFO, so neither the kernel log nor virtual addresses can be read.`,
    'Start the guest with “-device vmcoreinfo” (QEMU) or use a dump that kdump saved; physical memory can be read (vmcore read --phys).',
  );
}

export function savedLogTooLarge(path: string, sizeBytes: number, maximumBytes: number): VmcoreError {
  return new VmcoreError(
    'saved-log-too-large',
    `${path} has ${formatByteSize(sizeBytes)}; a saved log of up to ${formatByteSize(maximumBytes)} can be read.`,
    'Cut the part that matters out of it (tail -c), or open it as text.',
  );
}
