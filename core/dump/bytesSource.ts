import type { FileOffset } from '../base/address';
import type { ByteSource } from './byteSource';

/** Bytes in memory as a source: a piece of a dump that was read whole. */
export class BytesSource implements ByteSource {
  constructor(
    private readonly bytes: Uint8Array,
    readonly path: string,
  ) {}

  get sizeBytes(): number {
    return this.bytes.length;
  }

  get fileSizeBytes(): number {
    return this.bytes.length;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    const found = this.bytes.subarray(offset, offset + into.length);
    into.set(found);
    return found.length;
  }

  close(): void {
    // Memory needs no closing.
  }
}
