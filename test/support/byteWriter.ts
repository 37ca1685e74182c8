/** Bytes written one value after the other, little-endian, as DWARF and ELF sections hold them. */
export class ByteWriter {
  private readonly bytes: number[] = [];

  get length(): number {
    return this.bytes.length;
  }

  u8(...values: readonly number[]): this {
    for (const value of values) this.bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value, value >>> 8);
  }

  u32(value: number): this {
    return this.u16(value).u16(value >>> 16);
  }

  u64(value: bigint): this {
    return this.u32(Number(value & 0xffff_ffffn)).u32(Number((value >> 32n) & 0xffff_ffffn));
  }

  uleb(value: number): this {
    let left = value;
    for (; left >= 0x80; left = Math.floor(left / 128)) this.u8((left % 128) | 0x80);
    return this.u8(left);
  }

  sleb(value: number): this {
    let left = value;
    for (; left < -64 || left > 63; left >>= 7) this.u8((left & 0x7f) | 0x80);
    return this.u8(left & 0x7f);
  }

  text(value: string): this {
    return this.u8(...Buffer.from(value), 0);
  }

  raw(bytes: Uint8Array): this {
    return this.u8(...bytes);
  }

  /** A unit of .debug_info, .debug_line …: its 32-bit length, then the contents. */
  sized(contents: ByteWriter): this {
    return this.u32(contents.length).raw(contents.toBytes());
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}
