import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { DumpLease } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { comparisonWords } from './comparisonWords';
import { takeCompletions } from './completions';
import { ConsoleScreen, dim, red, secondsText } from './consoleScreen';
import type { EngineRuns } from './engineRuns';
import { parseConsoleLine } from './engineWords';
import { LineEditor, type LineEvent } from './lineEditor';
import type { LineHistory } from './lineHistory';
import { parseLineInput } from './lineKeys';
import { LineRunner, type ComparedAnswer, type RunnerListener } from './lineRunner';
import { differenceLine } from './outputLinks';
import { TaskNews } from './taskNews';
import { terminalText } from './terminalText';

/** How often the time that a command takes is shown anew. */
const clockMs = 1000;

/** What a console needs of its window. */
export interface ConsoleServices {
  readonly runs: EngineRuns;
  readonly history: LineHistory;
  /** Remembers a line for later consoles. */
  remember(line: string): void;
  /** Keeps crash's answer, for the two to be compared later. */
  keepAnswer(answer: ComparedAnswer): void;
}

/** crash's prompt in a terminal. Its last rows are the line that is typed; output is written above it, as it comes. */
export class ConsoleTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  private readonly editor: LineEditor;
  private readonly runner: LineRunner;
  private readonly screen: ConsoleScreen;
  private readonly news: Disposable;
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
    this.screen = new ConsoleScreen(this.editor, this.runner, (text) => {
      this.written.fire(text);
    });
    this.news = new TaskNews(lease.dump, services.runs.contexts, (task) => {
      if (this.isOpen) this.print([dim(taskSet(task))]);
    });
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
    this.news.dispose();
    this.stopClock();
    this.lease.dispose();
  }

  setDimensions({ columns }: vscode.TerminalDimensions): void {
    this.screen.columns = columns;
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
        else this.print([`${this.screen.prompt}${terminalText(event.line)}^C`]);
        break;
      case 'complete':
        void this.complete();
        break;
      case 'clear-screen':
        this.screen.clear();
        break;
      case 'end':
        this.closed.fire();
        break;
      case undefined:
        break;
    }
  }

  private enter(typed: string): void {
    const asked = parseConsoleLine(typed, this.screen.engine);
    this.services.history.add(typed);
    this.services.remember(typed);
    switch (asked.kind) {
      case 'run':
        this.runner.add(asked);
        break;
      case 'switch':
        this.print([this.screen.prompt + terminalText(typed)]);
        this.screen.engine = asked.engine;
        break;
      case 'leave':
        this.closed.fire();
        break;
      case 'nothing':
        this.print([this.screen.prompt]);
        break;
    }
    this.redraw();
  }

  private async complete(): Promise<void> {
    const { textBeforeCursor: line } = this.editor;
    try {
      await whenOpen(this.lease.dump);
      const found = await this.lease.dump.request('completeLine', { engine: this.screen.engine, line });
      // Something else may have been typed meanwhile.
      if (this.editor.textBeforeCursor === line)
        this.print(takeCompletions(this.editor, found, this.screen.columns).map(dim));
    } catch (error) {
      this.print([red(terminalText(errorData(error).message))]);
    }
    this.redraw();
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
    differs: (answer, comparison) => {
      this.services.keepAnswer(answer);
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

  private print(lines: readonly string[]): void {
    this.screen.print(lines);
  }

  private redraw(): void {
    if (this.isOpen) this.screen.redraw();
  }
}

function taskSet({ pid, comm }: TaskContext): string {
  const task = terminalText(`${pid ?? '??'} ${comm ?? '??'}`);
  return vscode.l10n.t('Task set: {0}. crash and gdb mean it from here on.', task);
}
