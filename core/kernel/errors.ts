import { formatByteSize } from '../base/byteSize';
import { VmcoreError } from '../base/errors';
import { failuresText, type FailedSource } from './sources/failedSource';

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

/** What nobody asked for is not worth that; `reason` as a clause. */
export function takesLong(path: string, reason: string): VmcoreError {
  return new VmcoreError(
    'takes-long',
    `Why ${path} was written is not read beforehand: ${reason}.`,
    'Open the dump to have it read.',
  );
}

export function savedLogTooLarge(path: string, sizeBytes: number, maximumBytes: number): VmcoreError {
  return new VmcoreError(
    'saved-log-too-large',
    `${path} has ${formatByteSize(sizeBytes)}; a saved log of up to ${formatByteSize(maximumBytes)} can be read.`,
    'Cut the part that matters out of it (tail -c), or open it as text.',
  );
}

/** Each source with why it has none, in the order in which they were tried. */
export function symbolsNotFound(release: string | undefined, failed: readonly FailedSource[]): VmcoreError {
  return new VmcoreError(
    'symbols-not-found',
    `No symbols of the kernel (${release ?? 'of unknown release'}) were found (${failuresText(failed)}).`,
    'Install the debuginfo package of the same build, or put its vmlinux or System.map beside the dump; a terminal takes them with --vmlinux and --system-map, too.',
  );
}

/** Each source with why it has none, in the order in which they were tried. */
export function typesNotFound(release: string | undefined, failed: readonly FailedSource[]): VmcoreError {
  return new VmcoreError(
    'types-not-found',
    `No types of the kernel (${release ?? 'of unknown release'}) were found (${failuresText(failed)}).`,
    'Name the vmlinux of the same build (from its debuginfo package) with --vmlinux, or put it beside the dump.',
  );
}

export function initTaskNotFound(): VmcoreError {
  return new VmcoreError(
    'init-task-not-found',
    'The first task (init_task), where the list of tasks begins, is neither among the symbols nor found in the kernel image.',
    'The vmlinux of the same build (its debuginfo package) has every symbol.',
  );
}

export function cpuNotInDump(cpu: number, cpus: readonly number[]): VmcoreError {
  const held = cpus.length > 0 ? `of cpu ${cpus.join(', ')} alone` : 'of no cpu';
  return new VmcoreError(
    'cpu-not-in-dump',
    `The dump holds registers ${held}, not of cpu ${cpu}.`,
    'vmcore bt --all shows every task, those that slept too.',
  );
}

export function pidNotFound(pid: number): VmcoreError {
  return new VmcoreError('pid-not-found', `No thread had pid ${pid}.`, 'vmcore tasks lists all of them.');
}

export function panicCpuUnknown(): VmcoreError {
  return new VmcoreError(
    'panic-cpu-unknown',
    'The dump does not tell which cpu crashed, and holds registers of none.',
    'vmcore bt --all shows every task.',
  );
}
