/** Cuts text that comes in pieces into lines. */
export class OutputLines {
  private rest = '';

  constructor(private readonly onLines: (lines: readonly string[]) => void) {}

  add(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    if (lines.length > 0) this.onLines(lines);
  }

  /** What came last need not end in a line feed. */
  end(): void {
    if (this.rest !== '') this.onLines([this.rest]);
    this.rest = '';
  }
}
