import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { TaskContexts } from '../navigation/context';
import { withoutIcons } from '../withoutIcons';
import { comparisonWords } from './comparisonWords';
import type { RunDocuments } from './runDocuments';
import { parseRunUri, type DocumentedRun } from './runUri';

/** Above an answer: for which task it was asked, whether the native reader says the same, and a way to ask again. */
export class RunLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly following: Disposable;

  constructor(
    private readonly documents: RunDocuments,
    contexts: Pick<TaskContexts, 'changed'>,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.following = contexts.changed.listen(() => {
      this.changed.fire();
    });
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const run = parseRunUri(uri);
    if (!run) return [];
    const lenses = [taskLens(run), await this.comparisonLens(uri), await this.againLens(uri, run)];
    return lenses.flatMap((command) =>
      command ? [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)] : [],
    );
  }

  private async comparisonLens(uri: vscode.Uri): Promise<vscode.Command | undefined> {
    const comparison = await this.compare(uri);
    if (!comparison) return undefined;
    const title = `${comparison.isSame ? '=' : '≠'} ${comparisonWords(comparison)} · ${vscode.l10n.t('Compare')}`;
    return { title, command: 'vmcore.compareWithNative', arguments: [uri] };
  }

  private async againLens(uri: vscode.Uri, run: DocumentedRun): Promise<vscode.Command> {
    const now = await this.documents.findTaskNow(run);
    return { title: this.againTitle(uri, run, now), command: 'vmcore.runAgain', arguments: [uri] };
  }

  private againTitle(uri: vscode.Uri, run: DocumentedRun, now: TaskContext | undefined): string {
    if (now && now.task !== run.task?.task) return vscode.l10n.t('Run Again for {0}', taskName(now));
    const elapsedMs = this.documents.elapsedMsOf(uri);
    const time = elapsedMs === undefined ? '' : ` (${(elapsedMs / 1000).toFixed(1)} s)`;
    return vscode.l10n.t('Run Again{0}', time);
  }

  private async compare(uri: vscode.Uri): ReturnType<RunDocuments['compare']> {
    try {
      return await this.documents.compare(uri);
    } catch (error) {
      this.output.info(`The native reader has no answer to compare with: ${errorData(error).message}`);
      return undefined;
    }
  }
}

/** Leads to the stack of the task. */
function taskLens({ dump, task }: DocumentedRun): vscode.Command | undefined {
  if (!task) return undefined;
  const target = { kind: 'place', place: { view: 'backtraces', task: task.task } };
  return {
    title: vscode.l10n.t('For {0}', taskName(task)),
    command: 'vmcore.followOutputLink',
    arguments: [dump.toString(), target],
  };
}

function taskName({ pid, comm }: TaskContext): string {
  return `${pid ?? '??'} ${withoutIcons(visibleText(comm ?? '??'))}`;
}
