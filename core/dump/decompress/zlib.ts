import { inflateSync } from 'node:zlib';
import type { Decompress } from './codec';

/** zlib's own size cap, and an output buffer that the page fits at once. */
export const decompressZlib: Decompress = (stored, sizeBytes) =>
  inflateSync(stored, { maxOutputLength: sizeBytes, chunkSize: Math.max(64, sizeBytes) });
