import type { FileOffset } from '../../../core/base/address';
import type { ByteSource } from '../../../core/dump/byteSource';

/** Bytes that are others than they were. */
export interface Patch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A file in memory, damaged: some bytes are others, and its end may be missing. */
export class CorruptedSource implements ByteSource {
  readonly path = 'corrupted';

  constructor(
    private readonly intact: Uint8Array,
    private readonly patches: readonly Patch[],
    readonly sizeBytes: number,
  ) {}

  get fileSizeBytes(): number {
    return this.sizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    const end = Math.min(offset + into.length, this.sizeBytes);
    if (end <= offset) return 0;
    into.set(this.intact.subarray(offset, end));
    for (const patch of this.patches) {
      const from = Math.max(offset, patch.offset);
      const to = Math.min(end, patch.offset + patch.bytes.length);
      if (from < to) into.set(patch.bytes.subarray(from - patch.offset, to - patch.offset), from - offset);
    }
    return end - offset;
  }

  close(): void {
    // The bytes belong to whoever made this.
  }
}

/** An intact file in memory that notes where it is read. */
export class WatchedSource implements ByteSource {
  readonly path = 'watched';
  readonly reads: { readonly offset: number; readonly sizeBytes: number }[] = [];

  constructor(private readonly bytes: Uint8Array) {}

  get sizeBytes(): number {
    return this.bytes.length;
  }

  get fileSizeBytes(): number {
    return this.bytes.length;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    const found = this.bytes.subarray(offset, offset + into.length);
    if (found.length > 0) this.reads.push({ offset, sizeBytes: found.length });
    into.set(found);
    return found.length;
  }

  close(): void {
    // The bytes belong to whoever made this.
  }
}
