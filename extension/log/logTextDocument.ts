import * as vscode from 'vscode';
import { visibleText } from '../../core/base/visibleText';
import { dmesgLines } from '../../core/protocol/text/dmesgText';
import type { LogSource } from './logSource';

const scheme = 'vmcore-log';
const recordsAtOnce = 20_000;

interface LogText {
  readonly text: string;
  /** Line of each record's first line, by record. */
  readonly lineOfRecord: readonly number[];
}

/** Kernel logs as read-only documents of language `kernel-log`, for the person's own editor habits. */
export class LogTextDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, LogText>();
  private readonly registrations = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
  ];

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString())?.text ?? vscode.l10n.t('Open the log again: its dump is closed.');
  }

  /** Shows the log of `dumpUri` with the cursor at `record`. */
  async show(dumpUri: vscode.Uri, source: LogSource, record: number): Promise<void> {
    const uri = dumpUri.with({ scheme, path: `${dumpUri.path}.dmesg` });
    const log = this.texts.get(uri.toString()) ?? (await readLogText(source));
    this.texts.set(uri.toString(), log);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'kernel-log');
    const position = new vscode.Position(log.lineOfRecord[record] ?? 0, 0);
    await vscode.window.showTextDocument(document, {
      preview: false,
      selection: new vscode.Range(position, position),
    });
  }

  dispose(): void {
    for (const each of this.registrations) each.dispose();
  }
}

async function readLogText(source: LogSource): Promise<LogText> {
  const { total } = await source.info();
  const lines: string[] = [];
  const lineOfRecord: number[] = [];
  while (lineOfRecord.length < total) {
    const chunk = await source.chunk({ start: lineOfRecord.length, count: recordsAtOnce });
    if (chunk.texts.length === 0) break;
    chunk.texts.forEach((text, index) => {
      lineOfRecord.push(lines.length);
      for (const line of dmesgLines(chunk.timesUs[index], text)) lines.push(visibleText(line));
    });
  }
  return { text: lines.join('\n') + '\n', lineOfRecord };
}
