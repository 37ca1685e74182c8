import { formatAddress } from '../core/base/address';
import type { Gap } from '../core/dump/physicalMemory';

const bytesPerLine = 16;

/** Lines like hexdump -C; a byte inside a gap is `??`, and a blank in the text. */
export function* hexDump(start: bigint, bytes: Uint8Array, gaps: readonly Gap[]): Iterable<string> {
  let gapNumber = 0;
  for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
    let digits = '';
    let text = '';
    for (let column = 0; column < bytesPerLine; column++) {
      const at = offset + column;
      let gap = gaps[gapNumber];
      while (gap && gap.offset + gap.sizeBytes <= at) gap = gaps[++gapNumber];
      const byte = gap && gap.offset <= at ? undefined : bytes[at];
      const inside = at < bytes.length;
      digits += column % 8 === 0 ? '  ' : ' ';
      digits += inside ? (byte?.toString(16).padStart(2, '0') ?? '??') : '  ';
      if (inside) text += byte === undefined ? ' ' : visible(byte);
    }
    yield `${formatAddress(start + BigInt(offset))}${digits}  |${text}|\n`;
  }
}

function visible(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
