import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import { comparisonWords } from './comparisonWords';
import type { RunDocuments } from './runDocuments';

/** Above an answer: how long it took, and whether the native reader says the same. */
export class RunLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly documents: RunDocuments,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const first = new vscode.Range(0, 0, 0, 0);
    const elapsedMs = this.documents.elapsedMsOf(uri);
    const time = elapsedMs === undefined ? '' : ` (${(elapsedMs / 1000).toFixed(1)} s)`;
    const again = new vscode.CodeLens(first, {
      title: vscode.l10n.t('Run Again{0}', time),
      command: 'vmcore.runAgain',
      arguments: [uri],
    });
    const comparison = await this.compare(uri);
    if (!comparison) return [again];
    const title = `${comparison.isSame ? '=' : '≠'} ${comparisonWords(comparison)} · ${vscode.l10n.t('Compare')}`;
    const lens = new vscode.CodeLens(first, { title, command: 'vmcore.compareWithNative', arguments: [uri] });
    return [lens, again];
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
