import type { Decompress } from './codec';

/**
 * Snappy's raw format, as google/snappy's format_description.txt gives it: a varint of the original size, then
 * literals and copies. Every length and distance is checked before a byte moves.
 */
export const decompressSnappy: Decompress = (stored, sizeBytes) => {
  const declared = readVarint(stored);
  if (declared.value > sizeBytes) throw new Error(`declares ${declared.value} bytes`);
  const output = new Uint8Array(declared.value);
  let position = declared.end;
  let written = 0;
  while (position < stored.length) {
    const tag = stored[position] ?? 0;
    position += 1;
    if ((tag & 3) === 0) {
      const extraBytes = Math.max(0, (tag >>> 2) - 59);
      const length = extraBytes === 0 ? (tag >>> 2) + 1 : readNumber(stored, position, extraBytes) + 1;
      position += extraBytes;
      if (position + length > stored.length || written + length > output.length)
        throw new Error('literal too long');
      output.set(stored.subarray(position, position + length), written);
      position += length;
      written += length;
    } else {
      const copy = readCopy(stored, position, tag);
      position = copy.end;
      if (copy.distance === 0 || copy.distance > written) throw new Error('copy from before the start');
      if (written + copy.length > output.length) throw new Error('copy too long');
      // Byte by byte: a copy may overlap what it writes, to repeat a pattern.
      const end = written + copy.length;
      for (; written < end; written += 1) output[written] = output[written - copy.distance] ?? 0;
    }
  }
  return output.subarray(0, written);
};

interface Copy {
  readonly length: number;
  readonly distance: number;
  readonly end: number;
}

function readCopy(stored: Uint8Array, position: number, tag: number): Copy {
  if ((tag & 3) === 1) {
    const distance = ((tag >>> 5) << 8) | readNumber(stored, position, 1);
    return { length: ((tag >>> 2) & 7) + 4, distance, end: position + 1 };
  }
  const distanceBytes = (tag & 3) === 2 ? 2 : 4;
  const distance = readNumber(stored, position, distanceBytes);
  return { length: (tag >>> 2) + 1, distance, end: position + distanceBytes };
}

function readVarint(stored: Uint8Array): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = readNumber(stored, index, 1);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: index + 1 };
  }
  throw new Error('no size');
}

/** Little endian, one to four bytes, unsigned. */
function readNumber(stored: Uint8Array, position: number, sizeBytes: number): number {
  if (position + sizeBytes > stored.length) throw new Error('cut off');
  let value = 0;
  for (let index = sizeBytes - 1; index >= 0; index -= 1)
    value = value * 256 + (stored[position + index] ?? 0);
  return value;
}
