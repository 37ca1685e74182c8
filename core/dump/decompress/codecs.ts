import type { Compression } from '../dumpImage';
import type { Decompress } from './codec';
import { decompressLzo } from './lzo';
import type * as zlibCodec from './zlib';
import type * as zstdCodec from './zstd';
import { decompressSnappy } from './snappy';

/* eslint-disable @typescript-eslint/no-require-imports --
   node:zlib and fzstd cost milliseconds to load, more than reading a log may take: a dump loads what its pages need. */
const loaders: Readonly<Record<Compression, () => Decompress>> = {
  none: () => (stored) => stored,
  zlib: () => (require('./zlib') as typeof zlibCodec).decompressZlib,
  lzo: () => decompressLzo,
  snappy: () => decompressSnappy,
  zstd: () => (require('./zstd') as typeof zstdCodec).decompressZstd,
};
/* eslint-enable @typescript-eslint/no-require-imports */

const loaded = new Map<Compression, Decompress>();

/**
 * The original page.
 * @throws Error with a short reason where `stored` is corrupt or does not give exactly `sizeBytes` bytes.
 */
export function decompressPage(compression: Compression, stored: Uint8Array, sizeBytes: number): Uint8Array {
  const page = codec(compression)(stored, sizeBytes);
  if (page.length !== sizeBytes) throw new Error(`gives ${page.length} bytes instead of ${sizeBytes}`);
  return page;
}

function codec(compression: Compression): Decompress {
  const known = loaded.get(compression);
  if (known !== undefined) return known;
  const decompress = loaders[compression]();
  loaded.set(compression, decompress);
  return decompress;
}
