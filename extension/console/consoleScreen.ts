import * as vscode from 'vscode';
import type { EngineName } from '../../core/protocol/panels/consoleRequests';
import { EditArea } from './editArea';
import type { LineEditor } from './lineEditor';
import type { LineRunner } from './lineRunner';
import { terminalText } from './terminalText';

export const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;
export const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;

const minColumns = 20;

/** What a console shows: output, and below it what is carried out and the line that is typed. */
export class ConsoleScreen {
  /** Whose prompt it is. */
  engine: EngineName = 'crash';
  private readonly area = new EditArea();

  constructor(
    private readonly editor: Pick<LineEditor, 'text' | 'textBeforeCursor' | 'search'>,
    private readonly runner: Pick<LineRunner, 'current' | 'elapsedMs' | 'waitingCount'>,
    private readonly write: (text: string) => void,
  ) {}

  get columns(): number {
    return this.area.columns;
  }

  set columns(count: number) {
    this.area.columns = Math.max(count, minColumns);
  }

  get prompt(): string {
    return `${this.engine}> `;
  }

  /** Lines of output, above the line that is typed. */
  print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.write(`${this.area.erase()}${lines.join('\r\n')}\r\n${this.editLine()}`);
  }

  redraw(): void {
    this.write(this.editLine());
  }

  /** The line that is typed stays. */
  clear(): void {
    this.write('\x1b[2J\x1b[H');
  }

  private editLine(): string {
    const { text, textBeforeCursor, search } = this.editor;
    return this.area.show({
      status: this.status,
      prompt: search
        ? `(history${search.isFound ? '' : ', nothing'}: ${terminalText(search.query)}) `
        : this.prompt,
      text: terminalText(text),
      cursor: terminalText(textBeforeCursor).length,
    });
  }

  private get status(): string {
    const { current, elapsedMs, waitingCount } = this.runner;
    if (!current) return '';
    const waiting = waitingCount > 0 ? ` · ${vscode.l10n.t('{0} more wait', waitingCount)}` : '';
    const stops = vscode.l10n.t('Ctrl+C stops');
    return `${terminalText(current.line)} · ${secondsText(elapsedMs)} · ${stops}${waiting}`;
  }
}

export function secondsText(elapsedMs: number): string {
  return `${(elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 1 : 0)} s`;
}
