import { addressText } from './addressSpace';
import { asciiText, unitText, type Width } from './rowLayout';

/** A byte that is there, or undefined where the dump has none. */
export type MaybeByte = number | undefined;

const bytesPerLine = 16;

/** As crash's `rd -8`, `-16`, `-32` and `-64` print memory; what the dump lacks is `??`, which crash refuses to print. */
export function rdText(
  start: bigint,
  bytes: readonly MaybeByte[],
  width: Width,
  littleEndian: boolean,
): string {
  const lines: string[] = [];
  const perLine = bytesPerLine / width;
  const columns = perLine * (width * 2 + 1);
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    const line = bytes.slice(offset, offset + bytesPerLine);
    let digits = '';
    for (let at = 0; at < line.length; at += width) {
      const unit = line.slice(at, at + width).map((byte) => byte ?? 'absent');
      digits += `${unitText(unit, littleEndian)} `;
    }
    const ascii = line.map((byte) => (byte === undefined ? '?' : asciiText(byte))).join('');
    lines.push(`${lineStart(start + BigInt(offset))}${digits.padEnd(columns)}  ${ascii}`);
  }
  return lines.join('\n');
}

/**
 * As crash's `rd -S` prints it: two words a line, those that point to something known by its name.
 * @param names by the word's offset
 */
export function rdSymbolsText(
  start: bigint,
  bytes: readonly MaybeByte[],
  wordSizeBytes: number,
  littleEndian: boolean,
  names: ReadonlyMap<number, string>,
): string {
  const lines: string[] = [];
  const perLine = bytesPerLine / wordSizeBytes;
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    let line = lineStart(start + BigInt(offset));
    for (let word = 0; word < perLine && offset + word * wordSizeBytes < bytes.length; word++) {
      const at = offset + word * wordSizeBytes;
      const unit = bytes.slice(at, at + wordSizeBytes).map((byte) => byte ?? 'absent');
      line += `${(names.get(at) ?? unitText(unit, littleEndian)).padEnd(wordSizeBytes * 2)} `;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** User addresses, and physical ones, have fewer digits than the column. */
function lineStart(address: bigint): string {
  return `${address.toString(16).padStart(16)}:  `;
}

/** Bytes as a C array; undefined where the dump lacks any of them. */
export function cArrayText(start: bigint, bytes: readonly MaybeByte[]): string | undefined {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    const values: string[] = [];
    for (const byte of bytes.slice(offset, offset + bytesPerLine)) {
      if (byte === undefined) return undefined;
      values.push(`0x${byte.toString(16).padStart(2, '0')}`);
    }
    lines.push(`\t${values.join(', ')},`);
  }
  const name = `memory_${addressText(start)}`;
  return `static const unsigned char ${name}[${bytes.length}] = {\n${lines.join('\n')}\n};`;
}
