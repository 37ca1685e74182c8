import { virtualAddress, type VirtualAddress } from '../base/address';
import type { VirtualMemory } from '../arch/virtualMemory';

/** Text, read-only data and data of the largest distribution kernels take half of this. */
const imageSizeBytes = 1 << 27;
const chunkSizeBytes = 1 << 20;

/**
 * Where in the kernel image the bytes stand, from `start` (its text) upwards: for what no symbol leads to. Bytes that
 * the dump lacks match nothing.
 */
export function* searchImage(
  memory: Pick<VirtualMemory, 'read'>,
  start: bigint,
  pattern: Uint8Array,
): Iterable<VirtualAddress> {
  const chunk = Buffer.alloc(chunkSizeBytes + pattern.length - 1);
  for (let offset = 0; offset < imageSizeBytes; offset += chunkSizeBytes) {
    chunk.fill(0);
    const chunkAt = start + BigInt(offset);
    memory.read(virtualAddress(chunkAt), chunk);
    for (let at = chunk.indexOf(pattern); at >= 0; at = chunk.indexOf(pattern, at + 1)) {
      yield virtualAddress(chunkAt + BigInt(at));
    }
  }
}
