/**
 * Typed reads from a piece of memory or file in the dump's own byte order and word size. Reads outside the bytes
 * throw RangeError, as DataView does; parsers of hostile input ask `covers` first.
 */
export class StructView {
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly littleEndian: boolean,
    /** Size of a long and of a pointer on the dumped machine. */
    readonly wordSizeBytes: 4 | 8 = 8,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  covers(offset: number, sizeBytes: number): boolean {
    return offset >= 0 && sizeBytes >= 0 && offset + sizeBytes <= this.bytes.byteLength;
  }

  u8(offset: number): number {
    return this.view.getUint8(offset);
  }

  u16(offset: number): number {
    return this.view.getUint16(offset, this.littleEndian);
  }

  u32(offset: number): number {
    return this.view.getUint32(offset, this.littleEndian);
  }

  s32(offset: number): number {
    return this.view.getInt32(offset, this.littleEndian);
  }

  u64(offset: number): bigint {
    return this.view.getBigUint64(offset, this.littleEndian);
  }

  /** An unsigned long or a pointer of the dumped machine. */
  word(offset: number): bigint {
    return this.wordSizeBytes === 8 ? this.u64(offset) : BigInt(this.u32(offset));
  }

  /** The bytes of a field, sharing memory with this view; shorter when the bytes end before. */
  slice(offset: number, sizeBytes: number): Uint8Array {
    return this.bytes.subarray(offset, offset + sizeBytes);
  }

  /** Latin-1 text up to the first NUL, at most `sizeBytes` long: names in headers are ASCII in practice. */
  cString(offset: number, sizeBytes: number): string {
    let text = '';
    for (const byte of this.slice(offset, sizeBytes)) {
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }
}
