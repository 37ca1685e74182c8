import type { Decompress } from './codec';

/**
 * LZO1X, as the kernel's Documentation/staging/lzo.rst describes the stream. Packages were weighed first: they are
 * native modules, or wrap the GPL's minilzo. Every copy is checked against both ends before a byte moves.
 */
export const decompressLzo: Decompress = (stored, sizeBytes) => new LzoStream(stored, sizeBytes).run();

/** The state that follows a run of four or more literals; 1 to 3 count the literals behind the last match. */
const afterLongLiterals = 4;
const endOfStreamDistance = 0x4000;

class LzoStream {
  private readonly output: Uint8Array;
  private position = 0;
  private written = 0;
  private state = 0;

  constructor(
    private readonly input: Uint8Array,
    sizeBytes: number,
  ) {
    this.output = new Uint8Array(sizeBytes);
  }

  run(): Uint8Array {
    this.firstByte();
    while (this.instruction());
    return this.output.subarray(0, this.written);
  }

  /** A stream may start with literals; only its first byte has this meaning. */
  private firstByte(): void {
    const first = this.input[0] ?? 0;
    if (first <= 17) return;
    this.position = 1;
    this.copyLiterals(first - 17);
    this.state = Math.min(first - 17, afterLongLiterals);
  }

  /** Carries out one instruction; false at the end of the stream. */
  private instruction(): boolean {
    const code = this.byte();
    if (code < 16) this.literalsOrShortMatch(code);
    else if (code < 32) return this.farMatch(code);
    else if (code < 64) {
      const length = 2 + this.length(code & 31, 31);
      const operand = this.byte() | (this.byte() << 8);
      this.match(length, (operand >>> 2) + 1, operand & 3);
    } else {
      const length = code < 128 ? 3 + ((code >>> 5) & 1) : 5 + ((code >>> 5) & 3);
      this.match(length, (this.byte() << 3) + ((code >>> 2) & 7) + 1, code & 3);
    }
    return true;
  }

  /** Codes 0 to 15 depend on what came before. */
  private literalsOrShortMatch(code: number): void {
    if (this.state === 0) {
      this.copyLiterals(3 + this.length(code, 15));
      this.state = afterLongLiterals;
      return;
    }
    const near = (this.byte() << 2) + (code >>> 2) + 1;
    if (this.state === afterLongLiterals) this.match(3, near + 2048, code & 3);
    else this.match(2, near, code & 3);
  }

  /** Codes 16 to 31: distances from 16 KiB on; the distance of exactly 16 KiB ends the stream. */
  private farMatch(code: number): boolean {
    const length = 2 + this.length(code & 7, 7);
    const operand = this.byte() | (this.byte() << 8);
    const distance = endOfStreamDistance + ((code & 8) << 11) + (operand >>> 2);
    if (distance === endOfStreamDistance) return false;
    this.match(length, distance, operand & 3);
    return true;
  }

  /** Zero in the code means: `base`, 255 for each zero byte that follows, and the first byte that is not zero. */
  private length(inCode: number, base: number): number {
    if (inCode !== 0) return inCode;
    let length = base;
    let next = this.byte();
    while (next === 0) {
      length += 255;
      if (length > this.output.length) throw new Error('run longer than the page');
      next = this.byte();
    }
    return length + next;
  }

  private match(length: number, distance: number, literalsBehind: number): void {
    const end = this.written + length;
    if (distance > this.written) throw new Error('copy from before the start');
    if (end > this.output.length) throw new Error('copy past the end of the page');
    const { output } = this;
    // Byte by byte: a match may overlap what it writes, to repeat a pattern.
    for (let to = this.written; to < end; to += 1) output[to] = output[to - distance] ?? 0;
    this.written = end;
    this.copyLiterals(literalsBehind);
    this.state = literalsBehind;
  }

  private copyLiterals(count: number): void {
    const end = this.position + count;
    if (end > this.input.length) throw new Error('cut off');
    if (this.written + count > this.output.length) throw new Error('literals past the end of the page');
    const { input, output, position, written } = this;
    for (let index = 0; index < count; index += 1) output[written + index] = input[position + index] ?? 0;
    this.position = end;
    this.written += count;
  }

  private byte(): number {
    const byte = this.input[this.position];
    if (byte === undefined) throw new Error('cut off');
    this.position += 1;
    return byte;
  }
}
