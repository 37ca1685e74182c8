import { fileOffset } from '../base/address';
import type { ByteSource } from './byteSource';

/** Up to here memory is taken without asking the source how long it is, which can cost a flattened file much. */
const harmlessSizeBytes = 1024 * 1024;

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
  if (start === undefined) return new Uint8Array(0);
  const asked = Math.max(0, Number(sizeBytes));
  const wanted = asked <= harmlessSizeBytes ? asked : Math.min(asked, Math.max(0, source.sizeBytes - start));
  const bytes = new Uint8Array(wanted);
  return bytes.subarray(0, source.read(bytes, start));
}
