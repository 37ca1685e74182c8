import type { FileOffset } from '../../core/base/address';
import type { ByteSource } from '../../core/dump/byteSource';
import { readFailed } from '../../core/dump/errors';

/** A source whose reads fail as a test asks, and which can become shorter while it is open. */
export class FaultySource implements ByteSource {
  readonly path = 'faulty';
  readonly sizeBytes: number;
  reads = 0;
  closed = false;

  constructor(
    public bytes: Uint8Array,
    private readonly fails: (read: number) => boolean = () => false,
  ) {
    this.sizeBytes = bytes.length;
  }

  get fileSizeBytes(): number {
    return this.sizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    this.reads += 1;
    if (this.fails(this.reads)) throw readFailed(this.path, offset, new Error('EIO: i/o error, read'));
    const found = this.bytes.subarray(offset, offset + into.length);
    into.set(found);
    return found.length;
  }

  close(): void {
    this.closed = true;
  }
}
