/** How bytes are grouped: as numbers of that many bytes, or as one pointer a row with what it leads to. */
export type Width = 1 | 2 | 4 | 8;

export const widths: readonly Width[] = [1, 2, 4, 8];

export interface RowLayout {
  readonly pointers: boolean;
  readonly width: Width;
  /** 4 or 8, by the machine. */
  readonly wordSizeBytes: number;
  readonly littleEndian: boolean;
}

export function bytesPerRow({ pointers, wordSizeBytes }: RowLayout): number {
  return pointers ? wordSizeBytes : 16;
}

/** The bytes that one number of a row takes. */
export function unitOf({ pointers, width, wordSizeBytes }: RowLayout): number {
  return pointers ? wordSizeBytes : width;
}

/** The digits of one number; `??` for each byte that is not there, blanks for what has not arrived. */
export function unitText(bytes: readonly (number | 'absent' | undefined)[], littleEndian: boolean): string {
  const ordered = littleEndian ? [...bytes].reverse() : bytes;
  return ordered
    .map((byte) => {
      if (byte === 'absent') return '??';
      return byte === undefined ? '  ' : byte.toString(16).padStart(2, '0');
    })
    .join('');
}

/** As ASCII; crash and hexdump, too, print a dot for all else. */
export function asciiText(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
