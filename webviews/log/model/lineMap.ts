/** Which record each line of the editor shows. Lines count from 1, as in the editor; records ascend. */
export class LineMap {
  static readonly empty = new LineMap(new Uint32Array(0));

  constructor(private readonly recordOfLine: Uint32Array) {}

  get lineCount(): number {
    return this.recordOfLine.length;
  }

  recordAt(line: number): number | undefined {
    return this.recordOfLine[line - 1];
  }

  /** First line of `record`, or of the next one shown when the filter hides it, or the last line. */
  lineAt(record: number): number {
    let low = 0;
    let high = this.recordOfLine.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.recordOfLine[middle] ?? 0) < record) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, Math.min(low + 1, this.recordOfLine.length));
  }

  /** The record of the last line above `line` that belongs to another record than `line` does. */
  recordBefore(line: number): number | undefined {
    const record = this.recordAt(line);
    let above = line - 1;
    while (above > 0 && this.recordAt(above) === record) above--;
    return this.recordAt(above);
  }

  withOlder(older: LineMap): LineMap {
    const joined = new Uint32Array(older.lineCount + this.lineCount);
    joined.set(older.recordOfLine);
    joined.set(this.recordOfLine, older.lineCount);
    return new LineMap(joined);
  }
}
