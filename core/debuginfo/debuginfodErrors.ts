import { formatByteSize } from '../base/byteSize';
import { VmcoreError } from '../base/errors';

export function debuginfodFailed(url: string, how: string): VmcoreError {
  return new VmcoreError(
    'debuginfod-failed',
    `The debuginfod server ${url} did not give the debug information: ${how}.`,
    'Try again later, or install the debug information on this machine.',
  );
}

export function debuginfodMismatch(url: string, found: string | undefined, wanted: string): VmcoreError {
  return new VmcoreError(
    'debuginfod-mismatch',
    `${url} gave a file with build-id ${found ?? 'unknown'} for build-id ${wanted}; it was thrown away.`,
    'Tell who runs that server, or name another.',
  );
}

export function debuginfodAnswerTooLarge(url: string, maxSizeBytes: number): VmcoreError {
  return new VmcoreError(
    'debuginfod-too-large',
    `${url} sent more than ${formatByteSize(maxSizeBytes)} for one file.`,
    'Tell who runs that server, or name another.',
  );
}

export function debuginfodUnfit(url: string): VmcoreError {
  return new VmcoreError(
    'debuginfod-unfit',
    `“${url}” is not asked: a debuginfod server is named by an https address, or by http on this machine.`,
    'Correct “debuginfodUrls” or the setting vmcore.debuginfodUrls.',
  );
}

/** Why a file could not be kept, and what helps, by the names of errno(3). */
const whyNotKept: Readonly<Record<string, readonly [why: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', 'Free space on it'],
  EDQUOT: ['your quota of the disk is used up', 'Free space on it'],
  EFBIG: ['the file is larger than may be written there', 'Raise that limit'],
  EROFS: ['the file system is read-only', 'Make it writable'],
  EACCES: ['you may not write there', 'Let yourself write there'],
  EPERM: ['you may not write there', 'Let yourself write there'],
  EEXIST: ['a file is in the place of a folder', 'Move that file away'],
  ENOTDIR: ['a file is in the place of a folder', 'Move that file away'],
};

/** The disk of this machine, not the server, is why. @param cause as node:fs throws it */
export function debuginfodNotKept(cacheFolder: string, cause: unknown): VmcoreError {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const known = Object.hasOwn(whyNotKept, code) ? whyNotKept[code] : undefined;
  const [why, remedy] = known ?? [cause instanceof Error ? cause.message : String(cause), 'Mend that'];
  return new VmcoreError(
    'debuginfod-not-kept',
    `What a debuginfod server has cannot be kept in ${cacheFolder}: ${why}.`,
    `${remedy}, or name another folder for caches by XDG_CACHE_HOME, and try again.`,
    { cause },
  );
}
