import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import { RequestCancellation } from '../../core/protocol/connection';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { OpenDumps } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { compareAnswers, isComparable, type Comparison } from './compareAnswers';
import { ReadOnlyFiles, type ReadOnlyFile } from '../readOnlyFiles';
import type { EngineRuns } from './engineRuns';
import { parseRunUri, runScheme, runUri, type DocumentedRun } from './runUri';

/** Its text is what came, behind the line that was asked. */
interface Answer extends ReadOnlyFile {
  readonly elapsedMs: number;
}

/** Editors take no more. */
const maxTextLength = 20_000_000;

/**
 * Answers of crash, gdb and the native reader as read-only documents. What is not known any more, as after a reload, is
 * asked anew when its document is opened.
 */
export class RunDocuments extends ReadOnlyFiles implements vscode.Disposable {
  private readonly answers = new Map<string, Answer>();
  private readonly asking = new Map<string, Promise<Answer>>();
  private readonly registrations = [
    vscode.workspace.registerFileSystemProvider(runScheme, this, { isReadonly: true, isCaseSensitive: true }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.answers.delete(uri.toString())),
  ];

  constructor(
    private readonly dumps: OpenDumps<vscode.Uri>,
    private readonly runs: EngineRuns,
  ) {
    super();
  }

  /** An answer that is there already. */
  keep(run: DocumentedRun, text: string): void {
    const head = `${run.answerer === 'gdb' ? 'gdb' : 'crash'}> ${run.line}\n`;
    this.answers.set(runUri(run).toString(), {
      text: head + visibleText(text),
      elapsedMs: 0,
      changedMs: Date.now(),
    });
  }

  /** How long it took, once it is there. */
  elapsedMsOf(uri: vscode.Uri): number | undefined {
    return this.answers.get(uri.toString())?.elapsedMs;
  }

  /** The task that the same line would mean now. */
  async findTaskNow({ dump }: DocumentedRun): Promise<TaskContext | undefined> {
    const lease = this.dumps.acquire(dump);
    try {
      return await this.runs.findTask(lease.dump);
    } finally {
      lease.dispose();
    }
  }

  /** Asks again, while the window says so. */
  async refresh(run: DocumentedRun): Promise<void> {
    const uri = runUri(run);
    this.answers.delete(uri.toString());
    await this.answerTo(uri);
    this.tellChanged(uri);
  }

  /** Undefined where only one of both has an answer, or these cannot be compared. */
  async compare(uri: vscode.Uri): Promise<Comparison | undefined> {
    const run = parseRunUri(uri);
    if (run?.answerer !== 'crash' || !isComparable(run.line)) return undefined;
    const [crash, native] = [await this.answerTo(uri), await this.nativeText(run, new RequestCancellation())];
    return native === undefined ? undefined : compareAnswers(run.line, crash.text, visibleText(native));
  }

  protected async read(uri: vscode.Uri): Promise<ReadOnlyFile> {
    if (!parseRunUri(uri)) throw vscode.FileSystemError.FileNotFound(uri);
    return this.answerTo(uri);
  }

  dispose(): void {
    for (const each of this.registrations) each.dispose();
  }

  private async answerTo(uri: vscode.Uri): Promise<Answer> {
    const key = uri.toString();
    const known = this.answers.get(key) ?? this.asking.get(key);
    if (known) return known;
    const asked = this.ask(uri);
    this.asking.set(key, asked);
    try {
      const answer = await asked;
      this.answers.set(key, answer);
      return answer;
    } finally {
      this.asking.delete(key);
    }
  }

  /** What cannot be answered says so in the document. */
  private async ask(uri: vscode.Uri): Promise<Answer> {
    const run = parseRunUri(uri);
    if (!run) throw vscode.FileSystemError.FileNotFound(uri);
    const startedMs = performance.now();
    const head = `${run.answerer === 'gdb' ? 'gdb' : 'crash'}> ${run.line}\n`;
    const text = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `${run.answerer}: ${visibleText(run.line)}`,
        cancellable: true,
      },
      (_, token) => this.textOf(run, token),
    );
    return { text: head + text, elapsedMs: performance.now() - startedMs, changedMs: Date.now() };
  }

  private async textOf(run: DocumentedRun, token: vscode.CancellationToken): Promise<string> {
    const cancellation = new RequestCancellation();
    const listening = token.onCancellationRequested(() => {
      cancellation.cancel();
    });
    let text = '';
    try {
      if (run.answerer === 'native') text = (await this.nativeText(run, cancellation)) ?? noNativeAnswer();
      else await this.runEngine(run, cancellation, (more) => (text += more));
    } catch (error) {
      const { message, nextStep } = errorData(error);
      text += `${message} ${nextStep}\n`;
    } finally {
      listening.dispose();
    }
    return visibleText(text);
  }

  private async runEngine(
    { dump, answerer, line, task }: DocumentedRun,
    cancellation: RequestCancellation,
    add: (text: string) => unknown,
  ): Promise<void> {
    const lease = this.dumps.acquire(dump);
    let length = 0;
    try {
      await this.runs.run(lease.dump, {
        engine: answerer === 'gdb' ? 'gdb' : 'crash',
        line,
        task: task?.task,
        cancellation,
        onOutput: ({ text, isNotice }) => {
          length += text.length;
          if (!isNotice && length <= maxTextLength) add(text);
        },
      });
      if (length > maxTextLength)
        add(vscode.l10n.t('… cut here: the answer is longer than an editor takes.\n'));
    } finally {
      lease.dispose();
    }
  }

  private async nativeText(
    { dump, line, task }: DocumentedRun,
    cancellation: RequestCancellation,
  ): Promise<string | undefined> {
    const lease = this.dumps.acquire(dump);
    try {
      await whenOpen(lease.dump);
      return await this.runs.nativeText(lease.dump, { line, task: task?.task, cancellation });
    } finally {
      lease.dispose();
    }
  }
}

function noNativeAnswer(): string {
  return vscode.l10n.t('The native reader has no answer of its own to this command.\n');
}
