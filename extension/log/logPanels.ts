import * as path from 'node:path';
import * as vscode from 'vscode';
import type { LogCommand, LogLink } from '../../core/protocol/logPanel';
import type { CopyFormat } from '../../core/protocol/overviewPage';
import type { DumpHost } from '../dumpHost/dumpHostProcess';
import type { OpenDump } from '../dumpHost/openDump';
import type { OpenDumps } from '../dumpHost/openDumps';
import type { DumpViews } from '../pages/dumpViews';
import { LogPanel, type WaysFromLog } from './logPanel';
import { dumpLogSource, savedLogSource } from './logSource';
import type { LogTextDocuments } from './logTextDocument';
import { goToText } from '../navigation/goTo';
import type { Navigator } from '../navigation/navigator';
import { keyOf, RememberedViews } from '../pages/rememberedViews';
import { webviewRoot } from '../pages/webviewHtml';

export const logViewType = 'vmcore.log';

/** Which log a panel shows: of a dump, or saved as text. */
interface ShownLog {
  readonly uri: string;
  readonly saved: boolean;
}

/** The log panels, at most one a log. */
export class LogPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly panels = new Map<string, LogPanel>();
  private readonly shownLogs: RememberedViews<ShownLog>;
  private readonly registration = vscode.window.registerWebviewPanelSerializer(logViewType, this);

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly dumps: OpenDumps<vscode.Uri>,
    private readonly views: DumpViews,
    private readonly startHost: () => DumpHost,
    private readonly texts: LogTextDocuments,
    private readonly navigator: Navigator,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.shownLogs = new RememberedViews(context.workspaceState, 'shownLogs');
  }

  /** The log of the dump `uri`, at record `logIndex` where given. */
  show(uri: vscode.Uri, logIndex?: number): void {
    this.showLog({ uri: uri.toString(), saved: false }, logIndex);
  }

  /** A log that was saved as text. */
  showSavedLog(uri: vscode.Uri): void {
    this.showLog({ uri: uri.toString(), saved: true });
  }

  /** Hands a command to the panel in front. */
  run(command: LogCommand): void {
    for (const each of this.panels.values()) if (each.panel.active) each.run(command);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const log = this.shownLogs.findByState(state);
    if (log) await this.fill(panel, log);
    else panel.dispose();
  }

  dispose(): void {
    this.registration.dispose();
  }

  private showLog(log: ShownLog, logIndex?: number): void {
    const open = this.panels.get(keyOf(log));
    if (open) {
      open.reveal(logIndex);
      return;
    }
    const panel = vscode.window.createWebviewPanel(logViewType, titleOf(log), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(this.context.extensionUri)],
    });
    void this.fill(panel, log).then((created) => {
      created.reveal(logIndex);
    });
  }

  private async fill(panel: vscode.WebviewPanel, log: ShownLog): Promise<LogPanel> {
    const key = keyOf(log);
    await this.shownLogs.remember(log);
    const uri = vscode.Uri.parse(log.uri);
    const created = log.saved ? this.savedLogPanel(panel, uri, key) : this.dumpLogPanel(panel, uri, key);
    this.panels.set(key, created);
    panel.onDidDispose(() => {
      this.panels.delete(key);
    });
    return created;
  }

  private savedLogPanel(panel: vscode.WebviewPanel, uri: vscode.Uri, key: string): LogPanel {
    const source = savedLogSource(uri.fsPath, this.startHost);
    return new LogPanel(
      this.context.extensionUri,
      uri,
      panel,
      source,
      key,
      this.texts,
      this.output,
      undefined,
    );
  }

  private async follow(uri: vscode.Uri, { kind, text, module }: LogLink): Promise<void> {
    if (kind === 'module') await this.navigator.show(uri, { view: 'overview', module: text });
    else if (kind === 'task') await goToText(this.navigator, uri, `pid:${text}`);
    else await goToText(this.navigator, uri, module === undefined ? text : `${text} [${module}]`);
  }

  private waysFrom(uri: vscode.Uri, dump: OpenDump): WaysFromLog {
    const { navigator } = this;
    return {
      follow: (link) => this.follow(uri, link),
      back: () => navigator.back(uri),
      forward: () => navigator.forward(uri),
      goTo: (text, beside) => goToText(navigator, uri, text, beside),
      contextPid: () => navigator.contexts.of(dump)?.pid ?? null,
    };
  }

  private dumpLogPanel(panel: vscode.WebviewPanel, uri: vscode.Uri, key: string): LogPanel {
    const lease = this.dumps.acquire(uri);
    const created = new LogPanel(
      this.context.extensionUri,
      uri,
      panel,
      dumpLogSource(lease.dump),
      key,
      this.texts,
      this.output,
      this.waysFrom(uri, lease.dump),
    );
    let known = lease.dump.state.kind === 'open';
    const following = lease.dump.stateChanged.listen(({ kind }) => {
      if (kind === 'open' && known) created.reload();
      known ||= kind !== 'opening';
    });
    panel.onDidDispose(() => {
      following.dispose();
      lease.dispose();
    });
    const copy = (format: CopyFormat): Promise<void> => {
      created.run(format === 'crash' ? 'copy' : 'copyMarkdown');
      return Promise.resolve();
    };
    const reveal = (): void => {
      created.reveal();
    };
    this.views.add({ uri, dump: lease.dump, kind: 'log', reveal, copy }, panel);
    return created;
  }
}

function titleOf(log: ShownLog): string {
  const name = path.posix.basename(vscode.Uri.parse(log.uri).path);
  return log.saved ? name : vscode.l10n.t('Log: {0}', name);
}
