import { fileOffset, type FileOffset } from '../base/address';
import { formatByteSize } from '../base/byteSize';
import { StructView } from '../base/structView';
import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';
import { startsWithElfMagic } from './elfHeader';
import type { OpenContext } from './openContext';
import { readBytes } from './readBytes';
import { PieceChain, type EndOfPieces } from './pieceChain';
import { mergePieces, PieceTable } from './pieceTable';

/**
 * makedumpfile's flattened form (makedumpfile.h: MAX_SIZE_MDF_HEADER, makedumpfile_header, makedumpfile_data_header):
 * a header block, then pieces, each behind its place and size as two big-endian 64-bit numbers, -1 -1 at the end.
 */
const signature = 'makedumpfile';
const headerSizeBytes = 4096;
/** 128 GiB in pieces of 16 KiB, which is what writers use. */
const maxPieces = 1 << 23;
const firstBatch = 256;

export function isFlattened(head: Uint8Array): boolean {
  return head.length >= 16 && new StructView(head, false).cString(0, 16) === signature;
}

/** Opens the dump inside a flattened file. */
export function openFlattened(file: ByteSource, { openInner }: OpenContext): DumpImage {
  const source = new FlattenedSource(file);
  // makedumpfile -E writes its ELF tables empty at first and again, filled in, at the end.
  if (startsWithElfMagic(readBytes(source, 0, 4))) source.learnAll();
  return openInner(source);
}

/**
 * The bytes of a dump inside a flattened file. Where its pieces are is learned on the way: only as far into the file
 * as needed to find the bytes asked for. Where pieces overlap, the latest one known wins; in a kdump-compressed file
 * no two do (makedumpfile 1.7.2, also cyclic and with threads; QEMU 7.2).
 */
export class FlattenedSource implements ByteSource {
  private pieces = new PieceTable(0);
  private batch = firstBatch;
  private endedBy: EndOfPieces | 'too many pieces' | undefined;
  private readonly chain: PieceChain;

  constructor(private readonly file: ByteSource) {
    this.chain = new PieceChain(file, headerSizeBytes);
  }

  get path(): string {
    return this.file.path;
  }

  get fileSizeBytes(): number {
    return this.file.fileSizeBytes;
  }

  get sizeBytes(): number {
    this.learnAll();
    return Math.max(0, this.pieces.endAt(this.pieces.length - 1));
  }

  get shortage(): string | undefined {
    this.learnAll();
    if (this.endedBy === 'end record') return undefined;
    const at = formatByteSize(Math.min(this.chain.position, this.fileSizeBytes));
    return `The flattened file has no end record: it stops at ${at} (${this.endedBy ?? ''}).`;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    let done = 0;
    while (done < into.length) {
      const position = offset + done;
      const index = this.pieces.find(position);
      const end = Math.min(offset + into.length, this.pieces.endAt(index));
      if (end > position) {
        const at = fileOffset(this.pieces.positionAt(index) + position - this.pieces.startAt(index));
        const found = at === undefined ? 0 : this.file.read(into.subarray(done, end - offset), at);
        done += found;
        if (found < end - position) return done;
      } else if (!this.learnMore()) {
        return done;
      }
    }
    return done;
  }

  /** Walks through the rest of the file, so that the latest of overlapping pieces is known everywhere. */
  learnAll(): void {
    while (this.learnMore());
  }

  close(): void {
    this.file.close();
  }

  /** Takes in the next batch of pieces, each batch twice the one before; false when there are no more. */
  private learnMore(): boolean {
    if (this.endedBy !== undefined) return false;
    const added = new PieceTable(this.batch);
    this.endedBy = this.chain.follow(added, this.batch);
    this.batch *= 2;
    this.pieces = mergePieces(this.pieces, added);
    if (this.pieces.length >= maxPieces) this.endedBy ??= 'too many pieces';
    return true;
  }
}
