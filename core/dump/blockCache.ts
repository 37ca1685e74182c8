import { fileOffset, type FileOffset } from '../base/address';
import type { ByteSource } from './byteSource';

const blockSizeBytes = 16 * 1024;
const maxBlocks = 64;

/**
 * Keeps the last read blocks of a source, for tables of small records (page descriptors, bitmap pieces, note
 * headers): a system call costs more than the copying. Bulk data goes to `below` directly.
 */
export class BlockCache implements ByteSource {
  /** In order of use, the oldest first. */
  private readonly blocks = new Map<number, Uint8Array>();

  constructor(readonly below: ByteSource) {}

  get path(): string {
    return this.below.path;
  }

  get sizeBytes(): number {
    return this.below.sizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    if (into.length > blockSizeBytes) return this.below.read(into, offset);
    let done = 0;
    while (done < into.length) {
      const position = offset + done;
      const block = this.block(Math.floor(position / blockSizeBytes));
      const piece = block.subarray(
        position % blockSizeBytes,
        (position % blockSizeBytes) + into.length - done,
      );
      if (piece.length === 0) break;
      into.set(piece, done);
      done += piece.length;
    }
    return done;
  }

  close(): void {
    this.blocks.clear();
    this.below.close();
  }

  private block(index: number): Uint8Array {
    const known = this.blocks.get(index);
    if (known !== undefined) {
      this.blocks.delete(index);
      this.blocks.set(index, known);
      return known;
    }
    const block = this.load(index);
    const oldest = this.blocks.size >= maxBlocks ? this.blocks.keys().next().value : undefined;
    if (oldest !== undefined) this.blocks.delete(oldest);
    this.blocks.set(index, block);
    return block;
  }

  private load(index: number): Uint8Array {
    const bytes = new Uint8Array(blockSizeBytes);
    const start = fileOffset(index * blockSizeBytes);
    return start === undefined ? bytes.subarray(0, 0) : bytes.subarray(0, this.below.read(bytes, start));
  }
}
