import { fileOffset } from '../base/address';
import type { ByteSource } from './byteSource';
import type { PieceTable } from './pieceTable';

const headerSizeBytes = 16;
/** A run is taken in steps of at most so many pieces. */
const longestStep = 256;

export type EndOfPieces = 'end record' | 'end of file' | 'damaged piece';

/** Bytes [start, start + sizeBytes) of the dump. */
interface Piece {
  readonly start: number;
  readonly sizeBytes: number;
}

/** The pieces of a flattened file in the order of the file: each piece's header tells where the next one is. */
export class PieceChain {
  private readonly headers: HeaderReader;
  private last: Piece | undefined;
  private step = 1;

  /** `position`: where the next piece's header is in the file. */
  constructor(
    file: ByteSource,
    public position: number,
  ) {
    this.headers = new HeaderReader(file);
  }

  /** Adds pieces until `added` has `limit` of them; or says why there are no more. */
  follow(added: PieceTable, limit: number): EndOfPieces | undefined {
    while (added.length < limit) {
      const piece = this.headers.at(this.position);
      if (piece === undefined) return 'end of file';
      if (piece.start === -1) return 'end record';
      if (!isPossible(piece)) return 'damaged piece';
      const step = this.last && continues(this.last, piece, 1) ? Math.min(2 * this.step, longestStep) : 1;
      this.step = this.runLength(piece, Math.min(step, limit - added.length));
      this.add(added, piece, this.step);
    }
    return undefined;
  }

  /**
   * The page descriptors of a machine's untouched memory are thousands of equal pieces, one behind the other. Where
   * the last of the next `count` pieces stands just where such a run would have it, all of them are taken to be of the
   * run: writers write each part of a dump in order (makedumpfile 1.7, QEMU 7.2), so none can be anything else. A
   * 32 GiB machine's file is known by a third of the reads. One piece, where there is no run.
   */
  private runLength(piece: Piece, count: number): number {
    if (count === 1) return 1;
    const ahead = this.headers.at(this.position + (count - 1) * (headerSizeBytes + piece.sizeBytes));
    return ahead && continues(piece, ahead, count - 1) && isPossible(ahead) ? count : 1;
  }

  private add(added: PieceTable, { start, sizeBytes }: Piece, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const from = start + index * sizeBytes;
      const data = this.position + headerSizeBytes;
      added.push(from, from + sizeBytes, data);
      this.last = { start: from, sizeBytes };
      this.position = data + sizeBytes;
    }
  }
}

/** Whether `later` is `count` places behind `piece` in a run of equal pieces. */
function continues(piece: Piece, later: Piece, count: number): boolean {
  return later.sizeBytes === piece.sizeBytes && later.start === piece.start + count * piece.sizeBytes;
}

function isPossible({ start, sizeBytes }: Piece): boolean {
  return start >= 0 && sizeBytes > 0 && Number.isSafeInteger(start + sizeBytes);
}

/** Piece headers, read ahead a little, for pieces as small as page descriptors; most are kilobytes apart. */
class HeaderReader {
  private readonly buffer = new Uint8Array(128);
  private readonly view = new DataView(this.buffer.buffer);
  private start = 0;
  private end = 0;

  constructor(private readonly file: ByteSource) {}

  /** The header at `position`; undefined where the file ends before its end. */
  at(position: number): Piece | undefined {
    if (position < this.start || position + headerSizeBytes > this.end) {
      const offset = fileOffset(position);
      if (offset === undefined) return undefined;
      this.start = position;
      this.end = position + this.file.read(this.buffer, offset);
    }
    if (position + headerSizeBytes > this.end) return undefined;
    const at = position - this.start;
    return { start: this.signed(at), sizeBytes: this.signed(at + 8) };
  }

  /** A signed big-endian 64-bit number; exact where it is a safe integer, and nothing else is accepted. */
  private signed(at: number): number {
    return this.view.getInt32(at) * 2 ** 32 + this.view.getUint32(at + 4);
  }
}
