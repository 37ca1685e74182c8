import { fileOffset } from '../base/address';
import type { ByteSource } from '../dump/byteSource';
import { readBytes } from '../dump/readBytes';
import { decodeText } from './cursor';

/** The contents of one section, read piece by piece. */
export interface DebugSection {
  readonly sizeBytes: number;
  /** Up to `sizeBytes` bytes at `offset`; fewer where the section or the file ends. */
  read(offset: number, sizeBytes: number): Uint8Array;
}

/** A section that is stored as it is: nothing of it is read before it is asked for. */
export function storedSection(source: ByteSource, offset: bigint, sizeBytes: bigint): DebugSection {
  const size = fileOffset(sizeBytes) ?? 0;
  return {
    sizeBytes: size,
    read: (at, wanted) =>
      at < 0 || at >= size
        ? new Uint8Array(0)
        : readBytes(source, offset + BigInt(at), Math.min(wanted, size - at)),
  };
}

/** A section in memory: one that had to be inflated or relocated. */
export function loadedSection(bytes: Uint8Array): DebugSection {
  return {
    sizeBytes: bytes.length,
    read: (at, wanted) => bytes.subarray(Math.max(0, at), Math.max(0, at) + wanted),
  };
}

/** Small enough for the source's cache of blocks. */
const textPieceSizeBytes = 64;
/** Longer than every path of a file system, and every mangled name that a person would read. */
const maxTextSizeBytes = 4096;

/** The NUL-terminated text at `offset`; undefined where none begins. */
export function readText(section: DebugSection | undefined, offset: number): string | undefined {
  if (section === undefined || offset >= section.sizeBytes) return undefined;
  const pieces: Uint8Array[] = [];
  for (let at = offset; at < offset + maxTextSizeBytes; at += textPieceSizeBytes) {
    const piece = section.read(at, textPieceSizeBytes);
    const end = piece.indexOf(0);
    pieces.push(end < 0 ? piece : piece.subarray(0, end));
    if (end >= 0 || piece.length < textPieceSizeBytes) break;
  }
  return decodeText(Buffer.concat(pieces));
}
