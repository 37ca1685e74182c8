import { hex } from '../core/base/address';
import { VmcoreError } from '../core/base/errors';

export function symbolNotFound(name: string): VmcoreError {
  return new VmcoreError(
    'symbol-not-found',
    `The kernel's own symbol table has no “${name}”.`,
    'Check the spelling, or give the address; some kernels keep no names of data (CONFIG_KALLSYMS_ALL).',
  );
}

/** `reason` as the dump's own words for it. */
export function bytesMissing(address: bigint, reason: string): VmcoreError {
  return new VmcoreError(
    'bytes-missing',
    `The dump lacks the bytes at ${hex(address)} (${reason}).`,
    'Without --raw the rest is shown, with ?? for what is missing.',
  );
}

export function configurationUnreadable(path: string, cause: unknown): VmcoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new VmcoreError(
    'configuration-unreadable',
    `The file ${path} cannot be read: ${detail}.`,
    'Check its name and your permissions.',
    { cause },
  );
}

export function configurationTooLong(path: string, longestBytes: number): VmcoreError {
  return new VmcoreError(
    'configuration-too-long',
    `The file ${path} has more than ${longestBytes / 2 ** 20} MiB, which no configuration has.`,
    'Check its name; a crash dump is opened with vmcore info.',
  );
}

export function moduleNotLoaded(name: string): VmcoreError {
  return new VmcoreError(
    'module-not-loaded',
    `No module “${name}” was loaded.`,
    'vmcore modules lists those that were; in their names - is _.',
  );
}

export function deviceDumpUnwritable(path: string, cause: unknown): VmcoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new VmcoreError(
    'device-dump-unwritable',
    `The file ${path} cannot be written: ${detail}.`,
    'Name a folder that exists and has no file of that name; nothing is overwritten.',
    { cause },
  );
}
