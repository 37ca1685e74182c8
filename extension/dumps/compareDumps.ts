import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { visibleText } from '../../core/base/visibleText';
import { comparisonText } from '../../core/protocol/text/comparisonText';
import type { OpenDumps } from '../dumpHost/openDumps';
import { whenOpen } from '../dumpHost/whenOpen';
import { workspaceFolders } from './dumpFolders';
import { joined, shortPath, whenText } from './dumpTexts';
import { crashOf, hostOf, timeOf, type ListedDump } from './listedDump';

const scheme = 'vmcore-facts';
/** Says that it is text, and which dump it is about. */
const ending = '.crash.txt';

/** What is known of a crash as a read-only text, one fact a line, so that two of them can be told apart side by side. */
export class CrashFactDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** By path, until VS Code asks for it. */
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly dumps: OpenDumps<vscode.Uri>) {}

  /** What was read to be shown now; a window that was reloaded shows the document again, and then it is read again. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const path = pathOf(uri);
    const text = this.texts.get(path) ?? (await this.read(path));
    this.texts.delete(path);
    return text;
  }

  /**
   * Side by side in VS Code's own diff editor.
   * @throws VmcoreError why one of them cannot be opened
   */
  async compare(left: ListedDump, right: ListedDump): Promise<void> {
    for (const dump of [left, right]) {
      const path = pathOf(documentOf(dump));
      this.texts.set(path, await this.read(path));
    }
    const title = [left, right].map(nameOf).join(' ↔ ');
    await vscode.commands.executeCommand('vscode.diff', documentOf(left), documentOf(right), title);
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async read(path: string): Promise<string> {
    const lease = this.dumps.acquire(vscode.Uri.file(path));
    try {
      const overview = await whenOpen(lease.dump);
      const { crashing } = await lease.dump.request('crashStacks', null);
      const verdict = await lease.dump.request('verdict', null);
      return comparisonText(overview, verdict, crashing);
    } finally {
      lease.dispose();
    }
  }
}

function nameOf({ path }: ListedDump): string {
  return visibleText(shortPath(path, workspaceFolders(), homedir()));
}

function documentOf({ path }: ListedDump): vscode.Uri {
  const uri = vscode.Uri.file(path);
  return uri.with({ scheme, path: `${uri.path}${ending}` });
}

function pathOf(document: vscode.Uri): string {
  return document.path.slice(0, -ending.length);
}

/** Which dump to compare `dump` with; undefined when the person thinks better of it. */
export async function chooseOther(
  dump: ListedDump,
  dumps: readonly ListedDump[],
): Promise<ListedDump | undefined> {
  const now = Date.now() / 1000;
  const choices = dumps
    .filter(({ path, summary }) => path !== dump.path && summary)
    .map((other) => ({
      label: plain(crashOf(other) ?? nameOf(other)),
      description: plain(joined([hostOf(other), whenText(timeOf(other).value, now, vscode.env.language)])),
      detail: plain(other.path),
      dump: other,
    }));
  const placeHolder = vscode.l10n.t('Compare {0} with…', nameOf(dump));
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDetail: true });
  return chosen?.dump;
}

/** A pick list takes `$(name)` for an icon; a panic message or a file may well be called so. */
function plain(text: string): string {
  return visibleText(text).replaceAll('$(', '\\$(');
}
