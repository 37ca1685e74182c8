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
