import { formatAddress } from '../../core/base/address';
import { VmcoreError } from '../../core/base/errors';

export function functionUnknown(address: bigint): VmcoreError {
  return new VmcoreError(
    'function-unknown',
    `No function of the kernel or its modules is known at ${formatAddress(address)}.`,
    'Look at the bytes there in the memory panel.',
  );
}

export function noCrashCode(): VmcoreError {
  return new VmcoreError(
    'no-crash-code',
    'Nothing tells which code the crash is laid to.',
    'Go to a function by its name instead.',
  );
}
