import * as path from 'node:path';
import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import {
  maxCompletions,
  type EngineName,
  type LineCompletions,
} from '../../core/protocol/panels/consoleRequests';
import type { DumpLease } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { comparisonWords } from './comparisonWords';
import { EditArea } from './editArea';
import type { EngineRuns } from './engineRuns';
import { parseConsoleLine } from './engineWords';
import { LineEditor, type LineEvent } from './lineEditor';
import type { LineHistory } from './lineHistory';
import { parseLineInput } from './lineKeys';
import { LineRunner, type QueuedLine, type RunnerListener } from './lineRunner';
import { differenceLine } from './outputLinks';
import { terminalText } from './terminalText';
import { inColumns } from './wordColumns';

const dim = (text: string): string => `\x1b[2m${text}\x1b[22m`;
const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;

/** How often the time that a command takes is shown anew. */
const clockMs = 1000;

/** What a console needs of its window. */
export interface ConsoleServices {
  readonly runs: EngineRuns;
  readonly history: LineHistory;
  /** Remembers a line for later consoles. */
  remember(line: string): void;
  /** Keeps crash's answer, for the two to be compared later. */
  keepAnswer(line: QueuedLine, text: string): void;
}

/** crash's prompt in a terminal. Its last rows are the line that is typed; output is written above it, as it comes. */
export class ConsoleTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private readonly area = new EditArea();
  private readonly editor: LineEditor;
  private readonly runner: LineRunner;
  private engine: EngineName = 'crash';
  private clock: NodeJS.Timeout | undefined;
  private isOpen = false;
  /** Given before the terminal was there. */
  private readonly early: string[] = [];

  constructor(
    readonly uri: vscode.Uri,
    private readonly lease: DumpLease,
    private readonly services: ConsoleServices,
  ) {
    this.editor = new LineEditor(services.history);
    this.runner = new LineRunner(lease.dump, services.runs, this.listener);
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    if (dimensions) this.setDimensions(dimensions);
    this.isOpen = true;
    const name = terminalText(path.basename(this.uri.fsPath));
    const words = vscode.l10n.t(
      'crash and gdb on {0}: Tab completes, Ctrl+R searches, Ctrl+C stops, “gdb” and “crash” switch. Neither starts before its first command.',
      name,
    );
    this.print([dim(words)]);
    for (const line of this.early.splice(0)) this.enter(line);
  }

  close(): void {
    this.runner.dispose();
    this.stopClock();
    this.lease.dispose();
  }

  setDimensions({ columns }: vscode.TerminalDimensions): void {
    this.area.columns = Math.max(columns, 20);
  }

  handleInput(data: string): void {
    for (const input of parseLineInput(data)) {
      if (input.kind === 'text') this.editor.insert(input.text);
      else this.handle(this.editor.press(input.key));
    }
    this.redraw();
  }

  /** As if it were typed. */
  run(line: string): void {
    if (this.isOpen) this.enter(line);
    else this.early.push(line);
  }

  private handle(event: LineEvent | undefined): void {
    switch (event?.kind) {
      case 'enter':
        this.enter(event.line);
        break;
      case 'interrupt':
        if (this.runner.current) this.runner.cancel();
        else this.print([`${this.prompt}${terminalText(event.line)}^C`]);
        break;
      case 'complete':
        void this.complete();
        break;
      case 'clear-screen':
        this.written.fire('\x1b[2J\x1b[H');
        break;
      case 'end':
        this.closed.fire();
        break;
      case undefined:
        break;
    }
  }

  private enter(typed: string): void {
    const asked = parseConsoleLine(typed, this.engine);
    this.services.history.add(typed);
    this.services.remember(typed);
    switch (asked.kind) {
      case 'run':
        this.runner.add(asked);
        break;
      case 'switch':
        this.print([this.prompt + terminalText(typed)]);
        this.engine = asked.engine;
        break;
      case 'leave':
        this.closed.fire();
        break;
      case 'nothing':
        this.print([this.prompt]);
        break;
    }
    this.redraw();
  }

  private async complete(): Promise<void> {
    const { textBeforeCursor: line } = this.editor;
    try {
      await whenOpen(this.lease.dump);
      const found = await this.lease.dump.request('completeLine', { engine: this.engine, line });
      // Something else may have been typed meanwhile.
      if (this.editor.textBeforeCursor === line) this.take(found);
    } catch (error) {
      this.print([red(terminalText(errorData(error).message))]);
    }
    this.redraw();
  }

  private take({ word, common, items, total }: LineCompletions): void {
    const isWhole = total === 1;
    if (isWhole || common.length > word.length) {
      this.editor.replaceWord(word.length, isWhole ? `${common} ` : common);
      return;
    }
    if (total === 0) return;
    const texts = items.map(({ text, detail }) =>
      terminalText(detail === undefined ? text : `${text} ${detail}`),
    );
    const more = total > maxCompletions ? [vscode.l10n.t('… {0} more', total - maxCompletions)] : [];
    this.print([...inColumns(texts, this.area.columns), ...more].map(dim));
  }

  private readonly listener: RunnerListener = {
    started: ({ engine, line }) => {
      this.print([`${engine}> ${terminalText(line)}`]);
      this.clock = setInterval(() => {
        this.redraw();
      }, clockMs);
    },
    lines: (lines) => {
      this.print(lines.map(terminalText));
    },
    notice: (text) => {
      this.print([dim(terminalText(text))]);
    },
    failed: (message) => {
      this.print([red(terminalText(message))]);
    },
    differs: (line, comparison, crash) => {
      this.services.keepAnswer(line, crash);
      this.print([differenceLine(terminalText(comparisonWords(comparison)), vscode.l10n.t('Compare'))]);
    },
    ended: (_, elapsedMs) => {
      this.stopClock();
      this.print([dim(secondsText(elapsedMs))]);
    },
  };

  private stopClock(): void {
    clearInterval(this.clock);
    this.clock = undefined;
  }

  private get prompt(): string {
    return `${this.engine}> `;
  }

  /** Lines of output, above the line that is typed. */
  private print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.written.fire(`${this.area.erase()}${lines.join('\r\n')}\r\n${this.shown()}`);
  }

  private redraw(): void {
    if (this.isOpen) this.written.fire(this.shown());
  }

  private shown(): string {
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

function secondsText(elapsedMs: number): string {
  return `${(elapsedMs / 1000).toFixed(elapsedMs < 10_000 ? 1 : 0)} s`;
}
