/** A piece of the dump and the place in the dump it belongs to. */
export interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Builds a file in makedumpfile's flattened form from pieces, in the order given. */
export function writeFlattened(pieces: readonly Piece[], withEnd = true): Uint8Array {
  const header = Buffer.alloc(4096);
  header.write('makedumpfile', 'latin1');
  header.writeBigInt64BE(1n, 16);
  header.writeBigInt64BE(1n, 24);
  const parts: Uint8Array[] = [header];
  for (const { offset, bytes } of pieces)
    parts.push(pieceHeader(BigInt(offset), BigInt(bytes.length)), bytes);
  if (withEnd) parts.push(pieceHeader(-1n, -1n));
  return Buffer.concat(parts);
}

export function pieceHeader(offset: bigint, size: bigint): Uint8Array {
  const header = Buffer.alloc(16);
  header.writeBigInt64BE(offset, 0);
  header.writeBigInt64BE(size, 8);
  return header;
}

/** Cuts a dump into pieces of the given sizes, the last one repeated to the end. */
export function cutIntoPieces(bytes: Uint8Array, sizes: readonly number[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const size = Math.max(1, sizes[Math.min(pieces.length, sizes.length - 1)] ?? 4096);
    pieces.push({ offset, bytes: bytes.subarray(offset, offset + size) });
    offset += size;
  }
  return pieces;
}
