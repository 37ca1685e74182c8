import { random } from '../randomNumbers';
import { CorruptedSource, type Patch, type WatchedSource } from './corruptedSource';

const PAGE = 4096;

/** The file with the damage that the seed stands for: mostly in bytes that somebody reads, as few others matter. */
export function randomDamage(
  bytes: Uint8Array,
  reads: WatchedSource['reads'],
  seed: number,
): CorruptedSource {
  const next = random(seed);
  // Neighbouring seeds begin alike.
  for (let skipped = 0; skipped < 8; skipped++) next();
  const place = (): number => {
    const read = reads[next() % reads.length];
    if (!read || next() % 8 === 0) return next() % bytes.length;
    return Math.min(read.offset + (next() % read.sizeBytes), bytes.length - 1);
  };
  const kinds = [
    () => flippedBytes(bytes, place, next),
    () => [changedWord(bytes, place(), next)],
    () => zeroedPages(bytes, place, next),
  ];
  const patches = kinds[next() % kinds.length]?.() ?? [];
  const isCut = next() % 8 === 0;
  return new CorruptedSource(bytes, patches, isCut ? place() + 1 : bytes.length);
}

function flippedBytes(bytes: Uint8Array, place: () => number, next: () => number): Patch[] {
  return Array.from({ length: 1 + (next() % 16) }, () => {
    const offset = place();
    return { offset, bytes: Uint8Array.of((bytes[offset] ?? 0) ^ (1 << (next() % 8))) };
  });
}

/** A count, an offset or a pointer becomes a number that programs trip over. */
function changedWord(bytes: Uint8Array, near: number, next: () => number): Patch {
  const sizeBytes = next() % 2 === 0 ? 4 : 8;
  const offset = Math.max(0, Math.min(near - (near % sizeBytes), bytes.length - sizeBytes));
  const values = [0n, 1n, -1n, 0x7fff_ffffn, 0x8000_0000n, BigInt(offset), BigInt(next())];
  const word = Buffer.alloc(8);
  word.writeBigInt64LE(BigInt.asIntN(64, values[next() % values.length] ?? 0n));
  return { offset, bytes: word.subarray(0, sizeBytes) };
}

function zeroedPages(bytes: Uint8Array, place: () => number, next: () => number): Patch[] {
  return Array.from({ length: 1 + (next() % 4) }, () => {
    const at = place();
    const offset = at - (at % PAGE);
    return { offset, bytes: new Uint8Array(Math.min(PAGE, bytes.length - offset)) };
  });
}
