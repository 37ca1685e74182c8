const maxLines = 1000;

/** Lines that were entered, the last one last, and where among them a person looks. */
export class LineHistory {
  private entered: readonly string[];
  /** Past the last line is what is being typed. */
  private index: number;
  private typed = '';

  /** @param lines from earlier on */
  constructor(lines: readonly string[] = []) {
    this.entered = lines.slice(-maxLines);
    this.index = this.entered.length;
  }

  get lines(): readonly string[] {
    return this.entered;
  }

  /** Empty lines are not kept, and a repeated one once, at its last place. */
  add(line: string): void {
    const text = line.trim();
    if (text !== '')
      this.entered = [...this.entered.filter((other) => other !== text), text].slice(-maxLines);
    this.leave();
  }

  /** @param shown what stands in the line now; kept while it is what is being typed */
  older(shown: string): string {
    if (this.index === this.entered.length) this.typed = shown;
    this.index = Math.max(0, this.index - 1);
    return this.entered[this.index] ?? this.typed;
  }

  newer(shown: string): string {
    if (this.index === this.entered.length) return shown;
    this.index += 1;
    return this.entered[this.index] ?? this.typed;
  }

  /** Back to the line that is being typed. */
  leave(): void {
    this.index = this.entered.length;
    this.typed = '';
  }

  /** Index of the last line, from `index` back, that holds `text`; -1 where none does. */
  findBack(text: string, index: number): number {
    for (let at = Math.min(index, this.entered.length - 1); at >= 0; at--) {
      if (this.entered[at]?.includes(text)) return at;
    }
    return -1;
  }
}
