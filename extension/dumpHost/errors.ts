import { VmcoreError } from '../../core/base/errors';

/** The process that reads the dump is gone. `lastWords` is the end of what it printed. */
export function dumpHostStopped(how: string, lastWords = ''): VmcoreError {
  const outOfMemory = lastWords.includes('heap out of memory');
  return new VmcoreError(
    'dump-host-stopped',
    outOfMemory
      ? 'The dump reader ran out of memory; your dump is untouched.'
      : `The dump reader stopped (${how}); your dump is untouched.`,
    'Reopen the dump; the output tells more.',
  );
}

/** A dump behind a virtual file system: it would have to be read whole, and dumps are too large for that. */
export function notOnDisk(scheme: string): VmcoreError {
  return new VmcoreError(
    'not-on-disk',
    `Crash dumps are read from a disk, and this file comes through “${scheme}”.`,
    'Copy the dump to the machine where VS Code or its server runs, and open it there.',
  );
}
