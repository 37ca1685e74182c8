import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Place } from '../../core/protocol/place';
import type { OpenDumps } from '../dumpHost/openDumps';
import type { DumpViews } from '../pages/dumpViews';
import { keyOf, RememberedViews } from '../pages/rememberedViews';
import { webviewRoot } from '../pages/webviewHtml';
import { DumpPanel, type PanelServices } from './dumpPanel';
import { viewTypeOf, type PanelKind } from './panelKind';

interface ShownDump {
  readonly uri: string;
}

/** All panels of one kind: one a dump, unless a person wants another one beside. */
export class DumpPanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  /** The one used last stands last. */
  private panels: DumpPanel[] = [];
  private readonly remembered: RememberedViews<ShownDump>;
  private readonly registration: vscode.Disposable;

  constructor(
    readonly kind: PanelKind,
    storage: vscode.Memento,
    private readonly dumps: OpenDumps<vscode.Uri>,
    private readonly views: DumpViews,
    private readonly services: PanelServices,
  ) {
    this.remembered = new RememberedViews(storage, `shownIn.${kind.view}`);
    this.registration = vscode.window.registerWebviewPanelSerializer(viewTypeOf(kind), this);
  }

  /** @param beside in a panel of its own, next to what is there */
  async show(uri: vscode.Uri, place: Place, beside = false): Promise<void> {
    const open = this.panels.filter((panel) => panel.uri.toString() === uri.toString()).at(-1);
    const shown = open && !beside ? open : await this.create(uri, beside);
    shown.show(place);
  }

  /** Hands a command to the panel in front. */
  run(command: string): void {
    this.panels.find(({ panel }) => panel.active)?.run(command);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const shown = this.remembered.findByState(state);
    if (shown) await this.fill(panel, vscode.Uri.parse(shown.uri));
    else panel.dispose();
  }

  dispose(): void {
    this.registration.dispose();
  }

  private create(uri: vscode.Uri, beside: boolean): Promise<DumpPanel> {
    const panel = vscode.window.createWebviewPanel(
      viewTypeOf(this.kind),
      this.kind.title(path.posix.basename(uri.path)),
      beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
      { enableScripts: true, localResourceRoots: [webviewRoot(this.services.extensionUri)] },
    );
    return this.fill(panel, uri);
  }

  private async fill(panel: vscode.WebviewPanel, uri: vscode.Uri): Promise<DumpPanel> {
    const shown = { uri: uri.toString() };
    await this.remembered.remember(shown);
    const lease = this.dumps.acquire(uri);
    const created = new DumpPanel(this.kind, uri, lease.dump, panel, keyOf(shown), this.services);
    this.bringForward(created);
    let known = lease.dump.state.kind === 'open';
    const following = lease.dump.stateChanged.listen(({ kind }) => {
      if (kind === 'open' && known) created.load();
      known ||= kind !== 'opening';
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) this.bringForward(created);
    });
    panel.onDidDispose(() => {
      this.panels = this.panels.filter((other) => other !== created);
      following.dispose();
      lease.dispose();
    });
    this.addView(created, lease.dump);
    return created;
  }

  private addView(created: DumpPanel, dump: Parameters<DumpViews['add']>[0]['dump']): void {
    const { uri, panel, kind } = created;
    this.views.add(
      {
        uri,
        dump,
        kind: kind.view,
        reveal: () => {
          panel.reveal();
        },
        copy: (format) => {
          created.run(format === 'crash' ? 'copy' : 'copyMarkdown');
          return Promise.resolve();
        },
      },
      panel,
    );
  }

  private bringForward(panel: DumpPanel): void {
    this.panels = [...this.panels.filter((other) => other !== panel), panel];
  }
}
