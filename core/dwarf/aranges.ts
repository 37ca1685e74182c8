import { Cursor } from './cursor';
import type { AddressRange } from './ranges';

/** Code of the unit that starts at `unit` in .debug_info. */
export interface UnitRange extends AddressRange {
  readonly unit: number;
}

/** The table of .debug_aranges (DWARF 5, 6.1.2), as far as it makes sense; sets of unknown form are passed over. */
export function parseAranges(bytes: Uint8Array, littleEndian: boolean): readonly UnitRange[] {
  const cursor = new Cursor(bytes, littleEndian);
  const ranges: UnitRange[] = [];
  while (!cursor.isAtEnd) {
    const start = cursor.position;
    const { sizeBytes, offsetSizeBytes } = cursor.unitLength();
    const end = cursor.position + sizeBytes;
    cursor.skip(2);
    const unit = cursor.offset(offsetSizeBytes);
    const addressSizeBytes = cursor.u8();
    const segmentSizeBytes = cursor.u8();
    if (cursor.isCutOff) break;
    if (segmentSizeBytes === 0 && (addressSizeBytes === 4 || addressSizeBytes === 8)) {
      // The first pair is aligned to its own size, counted from the set's start.
      const pairSizeBytes = 2 * addressSizeBytes;
      const first = start + Math.ceil((cursor.position - start) / pairSizeBytes) * pairSizeBytes;
      parseSet(cursor.at(first, end), addressSizeBytes, unit, ranges);
    }
    cursor.position = end;
  }
  return ranges;
}

function parseSet(pairs: Cursor, addressSizeBytes: number, unit: number, ranges: UnitRange[]): void {
  while (!pairs.isAtEnd) {
    const start = pairs.word(addressSizeBytes);
    const sizeBytes = pairs.word(addressSizeBytes);
    if (pairs.isCutOff || (start === 0n && sizeBytes === 0n)) return;
    if (sizeBytes > 0n) ranges.push({ start, end: start + sizeBytes, unit });
  }
}
