import { VmcoreError } from '../core/base/errors';

/** A request came before the dump was opened, or for what this kind of file does not have. */
export function notOpen(what: string): VmcoreError {
  return new VmcoreError('not-open', `There is no ${what} here to read.`, 'Open the dump first.');
}
