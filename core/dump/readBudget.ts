import type { FileOffset } from '../base/address';
import { BlockCache } from './blockCache';
import type { ByteSource } from './byteSource';
import * as errors from './errors';
import { openFile } from './openFile';

/**
 * Opens files of which only so much may be read, all of them together: whoever lists a folder of dumps must not find
 * itself reading one of them whole. It counts what is read, and closes what it opened.
 */
export class ReadBudget {
  private readonly opened = new Set<ByteSource>();
  private spent = 0;

  constructor(private limitBytes: number) {}

  get readBytes(): number {
    return this.spent;
  }

  /** From now on, `sizeBytes` more than has been read. */
  allow(sizeBytes: number): void {
    this.limitBytes = this.spent + sizeBytes;
  }

  /** @throws VmcoreError as `openFile` does; reading throws `too-much-to-read` when the budget is spent. */
  readonly open = (path: string): ByteSource => {
    const file = openFile(path);
    this.opened.add(file);
    return new BlockCache({
      path: file.path,
      sizeBytes: file.sizeBytes,
      fileSizeBytes: file.fileSizeBytes,
      read: (into, offset) => this.read(file, into, offset),
      close: () => {
        this.close(file);
      },
    });
  };

  closeAll(): void {
    for (const file of this.opened) this.close(file);
  }

  private read(file: ByteSource, into: Uint8Array, offset: FileOffset): number {
    if (this.spent + into.length > this.limitBytes) throw errors.tooMuchToRead(file.path, this.limitBytes);
    const found = file.read(into, offset);
    this.spent += found;
    return found;
  }

  private close(file: ByteSource): void {
    if (this.opened.delete(file)) file.close();
  }
}
