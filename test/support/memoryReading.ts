import { physicalAddress } from '../../core/base/address';
import type { Gap, PhysicalMemory } from '../../core/dump/physicalMemory';

/** What a read leaves where it found nothing, so that invented bytes stand out. */
export const untouched = 0xa5;

export function readMemory(
  memory: PhysicalMemory,
  address: bigint,
  sizeBytes: number,
): { readonly bytes: Uint8Array; readonly gaps: readonly Gap[] } {
  const bytes = new Uint8Array(sizeBytes).fill(untouched);
  const gaps = memory.read(physicalAddress(address), bytes);
  return { bytes, gaps };
}

/** Bytes that tell their own place: different in every page and at every offset. */
export function patternBytes(sizeBytes: number, seed: number): Uint8Array {
  return Uint8Array.from(
    { length: sizeBytes },
    (_, index) => (index * 7 + (index >> 8) * 13 + seed * 31) & 0xff,
  );
}
