import * as vscode from 'vscode';
import { previewCrash } from '../../core/kdump-conf/preview';
import { previewMarkdown } from '../../core/kdump-conf/previewMarkdown';
import type { MachineLookup } from './machineLookup';
import { isKdumpConf } from './selector';
import type { TargetInForce } from './targetInForce';

const scheme = 'vmcore-crash-preview';

/** Pages that say what a crash does with a kdump.conf, following its text. */
export class CrashPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** The kdump.conf of each page, by the page's address. */
  private readonly sources = new Map<string, vscode.Uri>();
  private readonly following: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly targets: TargetInForce,
    private readonly machine: MachineLookup,
  ) {
    this.following = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isKdumpConf(document)) this.update(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.sources.delete(uri.toString())),
      targets.onDidChange(() => {
        for (const source of this.sources.values()) this.update(source);
      }),
    );
  }

  /** Shows the page of a kdump.conf beside it. */
  async show(source: vscode.Uri): Promise<void> {
    const page = pageOf(source);
    this.sources.set(page.toString(), source);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  }

  async provideTextDocumentContent(page: vscode.Uri): Promise<string> {
    const source = this.sources.get(page.toString());
    if (source === undefined) return vscode.l10n.t('Open the preview again from its kdump.conf.');
    const document = await vscode.workspace.openTextDocument(source);
    await this.targets.untilKnown();
    const target = this.targets.of(document);
    const facts = await this.machine.factsAbout(document);
    const preview = previewCrash(document.getText(), target, { now: new Date(), facts });
    return previewMarkdown(nameOf(source), preview, target);
  }

  dispose(): void {
    this.following.dispose();
    this.changed.dispose();
  }

  private update(source: vscode.Uri): void {
    const page = pageOf(source);
    if (this.sources.has(page.toString())) this.changed.fire(page);
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Its last part is what the tab is called. */
function pageOf(source: vscode.Uri): vscode.Uri {
  const name = vscode.l10n.t('{0}: what a crash does', nameOf(source));
  return vscode.Uri.from({
    scheme,
    path: vscode.Uri.joinPath(source, '..', name).path,
    // Files of one name in one place, on different file systems, have different pages.
    query: source.scheme,
    fragment: source.authority,
  });
}
