/**
 * Reads values one after the other, as DWARF stores them. It never throws: past the end every value is zero and
 * `isCutOff` says so, which loops ask before they go on.
 */
export class Cursor {
  private readonly view: DataView;
  isCutOff = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly littleEndian: boolean,
    public position = 0,
    /** Nothing from here on is read. */
    readonly end = bytes.length,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.isCutOff || this.position >= this.end;
  }

  /** The same bytes from `position` on, to read ahead without losing the place here. */
  at(position: number, end = this.end): Cursor {
    return new Cursor(this.bytes, this.littleEndian, position, Math.min(end, this.end));
  }

  u8(): number {
    const at = this.take(1);
    return at === undefined ? 0 : this.view.getUint8(at);
  }

  s8(): number {
    const at = this.take(1);
    return at === undefined ? 0 : this.view.getInt8(at);
  }

  u16(): number {
    const at = this.take(2);
    return at === undefined ? 0 : this.view.getUint16(at, this.littleEndian);
  }

  /** DWARF 5 has indices of three bytes. */
  u24(): number {
    const at = this.take(3);
    if (at === undefined) return 0;
    const [first = 0, middle = 0, last = 0] = this.bytes.subarray(at, at + 3);
    const [low, high] = this.littleEndian ? [first, last] : [last, first];
    return low + middle * 0x100 + high * 0x1_0000;
  }

  u32(): number {
    const at = this.take(4);
    return at === undefined ? 0 : this.view.getUint32(at, this.littleEndian);
  }

  u64(): bigint {
    const at = this.take(8);
    return at === undefined ? 0n : this.view.getBigUint64(at, this.littleEndian);
  }

  /** An address of the machine, or an offset of the file's format; other sizes do not exist. */
  word(sizeBytes: number): bigint {
    return sizeBytes === 8 ? this.u64() : BigInt(this.u32());
  }

  /** As a number: offsets beyond 2^53 lie outside every file, and stay beyond. */
  offset(sizeBytes: number): number {
    return sizeBytes === 8 ? Number(this.u64()) : this.u32();
  }

  /** Unsigned LEB128; beyond 2^53 no longer exact, which no valid count or offset is. */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      // Beyond 64 bits only padding is valid.
      scale = scale < 2 ** 63 ? scale * 128 : 0;
    }
  }

  /** Signed LEB128. */
  sleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale = scale < 2 ** 63 ? scale * 128 : 0;
      if (byte < 0x80) return (byte & 0x40) === 0 ? value : value - scale;
    }
  }

  skip(sizeBytes: number): void {
    this.take(sizeBytes);
  }

  /** Past one LEB128 of either kind. */
  skipLeb(): void {
    while (this.u8() >= 0x80);
  }

  /** Up to the NUL, which is passed over. */
  text(): string {
    const start = this.position;
    this.skipText();
    return decodeText(this.bytes.subarray(start, this.position - 1));
  }

  skipText(): void {
    const end = this.bytes.indexOf(0, this.position);
    if (end < 0 || end >= this.end) this.cutOff();
    else this.position = end + 1;
  }

  /** The length that starts a unit, and whether its offsets have 4 or 8 bytes (DWARF 5, 7.4). */
  unitLength(): { readonly sizeBytes: number; readonly offsetSizeBytes: 4 | 8 } {
    const first = this.u32();
    if (first === 0xffff_ffff) return { sizeBytes: this.offset(8), offsetSizeBytes: 8 };
    if (first >= 0xffff_fff0) this.cutOff();
    return { sizeBytes: first, offsetSizeBytes: 4 };
  }

  private take(sizeBytes: number): number | undefined {
    const at = this.position;
    if (at + sizeBytes > this.end || sizeBytes < 0) {
      this.cutOff();
      return undefined;
    }
    this.position = at + sizeBytes;
    return at;
  }

  private cutOff(): void {
    this.isCutOff = true;
    this.position = this.end;
  }
}

/** Names in debuginfo are UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
