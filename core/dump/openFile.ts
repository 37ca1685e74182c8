import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { FileOffset } from '../base/address';
import type { VmcoreError } from '../base/errors';
import type { ByteSource } from './byteSource';
import * as errors from './errors';

/**
 * Opens a regular file for reading. It is opened once, and what is judged is the open descriptor, so that nothing
 * can be swapped in between. O_NONBLOCK keeps the opening of a FIFO from waiting for a writer.
 * @throws VmcoreError `file-not-found`, `no-permission`, `not-a-regular-file`, `empty-file`,
 * `too-many-open-files`, `open-failed`
 */
export function openFile(path: string): ByteSource {
  const descriptor = openDescriptor(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw errors.notARegularFile(path, kindOf(stats));
    if (stats.size === 0) throw errors.emptyFile(path);
    return new FileSource(path, stats.size, descriptor);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function openDescriptor(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    throw openError(path, error);
  }
}

function openError(path: string, error: unknown): VmcoreError {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return errors.fileNotFound(path, error);
    case 'EACCES':
    case 'EPERM':
      return errors.noPermission(path, error);
    case 'EMFILE':
    case 'ENFILE':
      return errors.tooManyOpenFiles(path, error);
    case 'ENXIO':
      return errors.notARegularFile(path, 'a socket or a device without a driver');
    default:
      return errors.openFailed(path, error);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

class FileSource implements ByteSource {
  constructor(
    readonly path: string,
    readonly sizeBytes: number,
    private readonly descriptor: number,
  ) {}

  get fileSizeBytes(): number {
    return this.sizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    let done = 0;
    while (done < into.length) {
      const count = this.readOnce(into, done, offset + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private readOnce(into: Uint8Array, start: number, position: number): number {
    try {
      return readSync(this.descriptor, into, start, into.length - start, position);
    } catch (error) {
      throw errors.readFailed(this.path, position, error);
    }
  }
}
