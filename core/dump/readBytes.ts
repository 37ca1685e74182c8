import { fileOffset } from '../base/address';
import type { ByteSource } from './byteSource';

/**
 * Up to `sizeBytes` bytes at `offset`; fewer where the source ends, none where no file reaches. The size comes from
 * files, so memory is taken for what the source can hold, never for what a header asks.
 */
export function readBytes(
  source: ByteSource,
  offset: bigint | number,
  sizeBytes: bigint | number,
): Uint8Array {
  const start = fileOffset(offset);
  if (start === undefined || start >= source.sizeBytes) return new Uint8Array(0);
  const wanted = Math.max(0, Math.min(Number(sizeBytes), source.sizeBytes - start));
  const bytes = new Uint8Array(wanted);
  return bytes.subarray(0, source.read(bytes, start));
}
