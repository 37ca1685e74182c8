/** What stands below the output: the state of what goes on, the prompt, and the line being typed. */
export interface EditLine {
  /** A line above the prompt; empty for none. Without control characters. */
  readonly status: string;
  readonly prompt: string;
  readonly text: string;
  /** In UTF-16 units of `text`. */
  readonly cursor: number;
}

const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;

/** The last rows of a terminal, in which a line is edited while output is written above it. */
export class EditArea {
  columns = 80;
  /** Rows from the first one of the area to the one with the cursor. */
  private cursorRow = 0;
  private isShown = false;

  /** The escape sequences that put `line` in place of what the area shows. */
  show({ status, prompt, text, cursor }: EditLine): string {
    const erased = this.erase();
    this.isShown = true;
    const above = status === '' ? '' : `${dim(status.slice(0, this.columns - 1))}\r\n`;
    const rowsAbove = status === '' ? 0 : 1;
    const all = width(prompt) + width(text);
    const at = width(prompt) + width(text.slice(0, cursor));
    const cursorRow = Math.floor(at / this.columns);
    const back = Math.floor(all / this.columns) - cursorRow;
    this.cursorRow = rowsAbove + cursorRow;
    // A row that is just full has no next one before something is written there.
    const filled = all > 0 && all % this.columns === 0 ? ' \b' : '';
    const column = at % this.columns;
    return `${erased}${above}${prompt}${text}${filled}${up(back)}\r${column > 0 ? `\x1b[${column}C` : ''}`;
  }

  /** Leaves the first row of the area empty, the cursor in it. */
  erase(): string {
    if (!this.isShown) return '';
    this.isShown = false;
    return `${up(this.cursorRow)}\r\x1b[J`;
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : '';
}

/** Characters of two columns (East Asian Width W and F) and those of none are rare here, and taken for one. */
function width(text: string): number {
  return Array.from(text).length;
}
