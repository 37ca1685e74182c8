import { formatByteSize } from '../base/byteSize';
import { VmcoreError } from '../base/errors';

/** What every refusal of an input ends with, where nothing more fitting is known. */
const whatIsRead =
  'Vmcore reads ELF vmcores, kdump-compressed files of makedumpfile and QEMU, flattened files and split sets.';

export function fileNotFound(path: string, cause?: unknown): VmcoreError {
  return new VmcoreError('file-not-found', `There is no file ${path}.`, 'Check the path.', { cause });
}

export function noPermission(path: string, cause?: unknown): VmcoreError {
  return new VmcoreError(
    'no-permission',
    `You may not read ${path}.`,
    'Ask its owner for read access, or work on a copy of your own; kdump saves dumps readable by root only.',
    { cause },
  );
}

export function tooManyOpenFiles(path: string, cause?: unknown): VmcoreError {
  return new VmcoreError(
    'too-many-open-files',
    `The system has no file descriptor left for ${path}.`,
    'Close other dumps or raise the limit of open files (ulimit -n), then try again.',
    { cause },
  );
}

/** `kind` as a noun with its article: "a directory". */
export function notARegularFile(path: string, kind: string): VmcoreError {
  return new VmcoreError(
    'not-a-regular-file',
    `${path} is ${kind}, not a file.`,
    'Choose the dump file itself; to look at a stream or a device, save it to a file first.',
  );
}

export function emptyFile(path: string): VmcoreError {
  return new VmcoreError(
    'empty-file',
    `${path} is empty: 0 bytes.`,
    'The saving of the dump failed; look at the log of the kdump service, and at the free space of its target.',
  );
}

/** The operating system cannot open the file, for a reason that has no advice of its own. */
export function openFailed(path: string, cause: unknown): VmcoreError {
  return new VmcoreError(
    'open-failed',
    `${path} cannot be opened: ${reasonOf(cause)}.`,
    'Check the disk or the network that holds the file, then try again.',
    { cause },
  );
}

export function readFailed(path: string, offset: number, cause: unknown): VmcoreError {
  return new VmcoreError(
    'read-failed',
    `Reading ${path} at offset ${offset} failed: ${reasonOf(cause)}.`,
    'Check the disk or the network that holds the file, then try again.',
    { cause },
  );
}

/** Whoever reads it may read so much and no more: a list of dumps, not the dump's own editor. */
export function tooMuchToRead(path: string, limitBytes: number): VmcoreError {
  return new VmcoreError(
    'too-much-to-read',
    `More than ${formatByteSize(limitBytes)} of ${path} would have to be read.`,
    'Open the dump: its editor reads whatever is needed.',
  );
}

/** The file is something else; `kind` as a noun with its article, `nextStep` what fits that kind. */
export function notADump(path: string, kind: string, nextStep?: string): VmcoreError {
  return new VmcoreError(
    'not-a-dump',
    `${path} is ${kind}, not a kernel crash dump.`,
    nextStep ?? whatIsRead,
  );
}

/** A header by which everything else is found makes no sense. */
export function corruptHeader(path: string, format: string, field: string, offset: number): VmcoreError {
  return new VmcoreError(
    'corrupt-header',
    `The ${format} header of ${path} is corrupt: ${field} (offset ${offset}).`,
    'Copy the dump again and compare checksums; if they agree, the saving itself went wrong.',
  );
}

/** The file ends inside the tables that say where memory is. */
export function headerCutOff(path: string, format: string, needed: number, actual: number): VmcoreError {
  return new VmcoreError(
    'header-cut-off',
    `${path} ends inside its ${format} header: ${actual} bytes where ${needed} are needed.`,
    'Copy the dump again; if the original is as short, its saving was interrupted.',
  );
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, (read|open|fstat).*$/, '') : String(cause);
}
