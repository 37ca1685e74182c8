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
