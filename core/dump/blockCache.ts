import { fileOffset, type FileOffset } from '../base/address';
import type { ByteSource } from './byteSource';

const blockSizeBytes = 8 * 1024;
const maxBlocks = 128;
const smallReadSizeBytes = 64;

/**
 * Serves small reads (page descriptors, note headers, an integer in an ELF dump) from blocks read before: a system
 * call costs more than the copying. Larger reads go to the source below.
 */
export class BlockCache implements ByteSource {
  /** In order of use, the oldest first. */
  private readonly blocks = new Map<number, Uint8Array>();

  constructor(private readonly below: ByteSource) {}

  get path(): string {
    return this.below.path;
  }

  get sizeBytes(): number {
    return this.below.sizeBytes;
  }

  get fileSizeBytes(): number {
    return this.below.fileSizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    if (into.length > smallReadSizeBytes) return this.below.read(into, offset);
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
