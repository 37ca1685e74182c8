/** Longer lines are cut here: 100 MB without a line feed must not become a string. */
const maxLineBytes = 16 * 1024 * 1024;
const lineFeed = 0x0a;

/** Cuts bytes into lines however they arrive; a character's bytes may come in different chunks. */
export class ByteLines {
  private pieces: Buffer[] = [];
  private sizeBytes = 0;

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.keep(chunk.subarray(start, end));
      this.onLine(this.take());
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  /** What has come since the last line feed. */
  get rest(): string {
    return Buffer.concat(this.pieces).toString('utf8');
  }

  private keep(piece: Buffer): void {
    const kept = piece.subarray(0, Math.max(0, maxLineBytes - this.sizeBytes));
    if (kept.length > 0) this.pieces.push(kept);
    this.sizeBytes += kept.length;
  }

  private take(): string {
    const line = this.rest;
    this.pieces = [];
    this.sizeBytes = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}
