import { fileOffset, type FileOffset } from '../base/address';
import { formatByteSize } from '../base/byteSize';
import { StructView } from '../base/structView';
import type { ByteSource } from './byteSource';
import type { DumpImage } from './dumpImage';
import { startsWithElfMagic } from './elfHeader';
import type { OpenContext } from './openContext';
import { readBytes } from './readBytes';
import { mergePieces, PieceTable } from './pieceTable';

/**
 * makedumpfile's flattened form (makedumpfile.h: MAX_SIZE_MDF_HEADER, makedumpfile_header, makedumpfile_data_header):
 * a header block, then pieces, each behind its place and size as two big-endian 64-bit numbers, -1 -1 at the end.
 */
const signature = 'makedumpfile';
const headerSizeBytes = 4096;
const pieceHeaderSizeBytes = 16;
/** 128 GiB in pieces of 16 KiB, which is what writers use. */
const maxPieces = 1 << 23;
const firstBatch = 256;

type EndOfPieces = 'end record' | 'end of file' | 'damaged piece' | 'too many pieces';

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
  private nextHeader = headerSizeBytes;
  private batch = firstBatch;
  private endedBy: EndOfPieces | undefined;
  private readonly headers: HeaderReader;

  constructor(private readonly file: ByteSource) {
    this.headers = new HeaderReader(file);
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
    const at = formatByteSize(Math.min(this.nextHeader, this.fileSizeBytes));
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
    do this.endedBy = this.learnPiece(added);
    while (this.endedBy === undefined && added.length < this.batch);
    this.batch *= 2;
    this.pieces = mergePieces(this.pieces, added);
    if (this.pieces.length >= maxPieces) this.endedBy ??= 'too many pieces';
    return true;
  }

  /** Adds the piece at `nextHeader`, or says why there is none. */
  private learnPiece(added: PieceTable): EndOfPieces | undefined {
    const header = this.headers.at(this.nextHeader);
    if (header === undefined) return 'end of file';
    const start = signed(header, 0);
    const size = signed(header, 8);
    if (start === -1) return 'end record';
    if (start < 0 || size <= 0 || !Number.isSafeInteger(start + size)) return 'damaged piece';
    const data = this.nextHeader + pieceHeaderSizeBytes;
    added.push(start, start + size, data);
    this.nextHeader = data + size;
    return undefined;
  }
}

/** Piece headers, read ahead a little, for pieces as small as page descriptors; most are kilobytes apart. */
class HeaderReader {
  private readonly buffer = new Uint8Array(128);
  private readonly view = new DataView(this.buffer.buffer);
  private start = 0;
  private end = 0;

  constructor(private readonly file: ByteSource) {}

  /** The 16 bytes at `position`, good until the next call; undefined where the file ends before. */
  at(position: number): DataView | undefined {
    if (position < this.start || position + pieceHeaderSizeBytes > this.end) {
      const offset = fileOffset(position);
      if (offset === undefined) return undefined;
      this.start = position;
      this.end = position + this.file.read(this.buffer, offset);
    }
    if (position + pieceHeaderSizeBytes > this.end) return undefined;
    return new DataView(this.view.buffer, position - this.start, pieceHeaderSizeBytes);
  }
}

/** A signed big-endian 64-bit number; exact where it is a safe integer, and nothing else is accepted. */
function signed(view: DataView, offset: number): number {
  return view.getInt32(offset) * 2 ** 32 + view.getUint32(offset + 4);
}
