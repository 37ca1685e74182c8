import type { LineKey } from './lineKeys';
import type { LineHistory } from './lineHistory';

/** What the console does beyond the line itself. */
export type LineEvent =
  | { readonly kind: 'enter'; readonly line: string }
  /** The line was given up with Ctrl+C; it may have been empty. */
  | { readonly kind: 'interrupt'; readonly line: string }
  | { readonly kind: 'complete' }
  | { readonly kind: 'clear-screen' }
  | { readonly kind: 'end' };

/** A search back through the history, as it is typed. */
export interface HistorySearch {
  readonly query: string;
  readonly isFound: boolean;
}

/** One line that is being typed: text, cursor, history. Knows nothing of a terminal. */
export class LineEditor {
  private before = '';
  private after = '';
  /** What Ctrl+K, Ctrl+U and Ctrl+W took away last. */
  private cut = '';
  private searching: { query: string; index: number; isFound: boolean; readonly typed: string } | undefined;

  constructor(private readonly history: LineHistory) {}

  get text(): string {
    return this.before + this.after;
  }

  get textBeforeCursor(): string {
    return this.before;
  }

  /** Undefined while no search goes on. */
  get search(): HistorySearch | undefined {
    return this.searching && { query: this.searching.query, isFound: this.searching.isFound };
  }

  insert(text: string): void {
    if (this.searching) {
      this.searching.query += text;
      this.lookBack(this.searching.index);
    } else this.before += text;
  }

  /** Puts `text` in place of the word of that length before the cursor. */
  replaceWord(length: number, text: string): void {
    this.before = this.before.slice(0, this.before.length - length) + text;
  }

  press(key: LineKey): LineEvent | undefined {
    if (this.searching && this.pressInSearch(key)) return undefined;
    return this.edit(key) ? undefined : this.leave(key);
  }

  /** @returns whether the key did all that it does */
  private pressInSearch(key: LineKey): boolean {
    const { searching } = this;
    if (!searching) return false;
    if (key === 'search') {
      this.lookBack(searching.index - 1);
      return true;
    }
    if (key === 'backspace') {
      const { query } = searching;
      searching.query = query.slice(0, query.length - lastCharacter(query).length);
      this.lookBack(this.history.lines.length - 1);
      return true;
    }
    this.searching = undefined;
    if (key !== 'interrupt' && key !== 'escape') return false;
    this.show(searching.typed);
    return true;
  }

  private lookBack(from: number): void {
    const { searching } = this;
    if (!searching) return;
    const found = searching.query === '' ? -1 : this.history.findBack(searching.query, from);
    searching.isFound = found >= 0 || searching.query === '';
    if (found < 0) return;
    searching.index = found;
    this.show(this.history.lines[found] ?? '');
  }

  /** @returns whether it was a key that changes the line or moves in it */
  private edit(key: LineKey): boolean {
    const action = this.edits[key];
    action?.();
    return action !== undefined;
  }

  private readonly edits: Partial<Record<LineKey, () => void>> = {
    left: () => {
      this.place(this.before.length - lastCharacter(this.before).length);
    },
    right: () => {
      this.place(this.before.length + firstCharacter(this.after).length);
    },
    home: () => {
      this.place(0);
    },
    end: () => {
      this.place(this.text.length);
    },
    'word-left': () => {
      this.place(wordStart(this.before));
    },
    'word-right': () => {
      this.place(this.before.length + (/^\W*\w*/.exec(this.after)?.[0].length ?? 0));
    },
    backspace: () => {
      this.before = this.before.slice(0, this.before.length - lastCharacter(this.before).length);
    },
    delete: () => {
      this.after = this.after.slice(firstCharacter(this.after).length);
    },
    'cut-to-end': () => {
      this.cut = this.after;
      this.after = '';
    },
    'cut-to-start': () => {
      this.cut = this.before;
      this.before = '';
    },
    'cut-word': () => {
      const start = /\S*\s*$/.exec(this.before)?.index ?? 0;
      this.cut = this.before.slice(start);
      this.before = this.before.slice(0, start);
    },
    paste: () => {
      this.before += this.cut;
    },
    up: () => {
      this.show(this.history.older(this.text));
    },
    down: () => {
      this.show(this.history.newer(this.text));
    },
    search: () => {
      const typed = this.text;
      this.searching = { query: '', index: this.history.lines.length - 1, isFound: true, typed };
    },
    escape: () => undefined,
  };

  /** Keys that mean something to the console. */
  private leave(key: LineKey): LineEvent | undefined {
    if (key === 'enter' || key === 'interrupt') return { kind: key, line: this.take() };
    if (key === 'complete' || key === 'clear-screen') return { kind: key };
    if (key !== 'end-of-input') return undefined;
    if (this.text === '') return { kind: 'end' };
    this.edit('delete');
    return undefined;
  }

  private take(): string {
    const line = this.text;
    this.show('');
    this.history.leave();
    return line;
  }

  private show(text: string): void {
    this.before = text;
    this.after = '';
  }

  private place(cursor: number): void {
    const { text } = this;
    this.before = text.slice(0, cursor);
    this.after = text.slice(cursor);
  }
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(...(text === '' ? [] : [text.codePointAt(0) ?? 0]));
}

function lastCharacter(text: string): string {
  return /.$/su.exec(text)?.[0] ?? '';
}

function wordStart(text: string): number {
  return /\w*\W*$/.exec(text)?.index ?? 0;
}
