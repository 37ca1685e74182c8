import * as vscode from 'vscode';
import { setContextKey } from '../contextKeys';
import type { DumpCatalog } from './dumpCatalog';
import { DumpWatch } from './dumpWatch';
import { itemOf } from './dumpItems';
import { DumpRows, type Row } from './dumpRows';

const viewId = 'vmcore.dumps';

/** The view “Dumps”: reads nothing before it is seen first, and stops reading why machines went down when it is hidden. */
export class DumpsView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Row[] | undefined>();
  private readonly rows = new DumpRows();

  // Before the view, which begins to listen at once.
  readonly onDidChangeTreeData = this.changed.event;

  private readonly view = vscode.window.createTreeView<Row>(viewId, {
    treeDataProvider: this,
    canSelectMany: true,
    showCollapseAll: true,
  });
  private readonly following: { dispose(): unknown }[];
  private watch: DumpWatch | undefined;

  constructor(
    private readonly catalog: DumpCatalog,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.following = [
      catalog.changed.listen(() => {
        this.tell();
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (!visible) this.catalog.cancel();
        else {
          // How long ago a machine crashed has changed meanwhile.
          this.changed.fire(undefined);
          this.resume();
        }
      }),
    ];
    if (this.view.visible) this.resume();
  }

  /**
   * What a key pressed in the view is meant for: what is selected, if the row with the focus is part of it, else that row
   * alone. VS Code does not tell which row has the focus; turning its selection over, and back again, does.
   */
  async rowsOfKey(): Promise<readonly Row[]> {
    const selected = this.view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const turned = this.view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const focused = turned.filter((row) => !selected.includes(row));
    return focused.length > 0 ? focused : selected;
  }

  /** Searches anew, also what could not be read before. */
  refresh(): void {
    this.catalog.forgetFailures();
    this.catalog.invalidate();
    this.resume();
  }

  /** Runs what the person waits for with the view's own progress bar. */
  async withProgress<Result>(work: () => Promise<Result>): Promise<Result> {
    return await vscode.window.withProgress({ location: { viewId } }, work);
  }

  getChildren(row?: Row): Row[] {
    return row === undefined ? this.rows.top : this.rows.childrenOf(row);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return itemOf(row, Date.now() / 1000);
  }

  dispose(): void {
    this.catalog.dispose();
    this.watch?.dispose();
    for (const each of [...this.following, this.view, this.changed]) each.dispose();
  }

  private resume(): void {
    this.watch ??= new DumpWatch(() => {
      this.catalog.invalidate();
      if (this.view.visible) this.resume();
    });
    this.bringUpToDate().catch((error: unknown) => {
      this.output.error(`The search for dumps failed: ${String(error)}`);
    });
  }

  private async bringUpToDate(): Promise<void> {
    const { catalog } = this;
    if (!catalog.isUpToDate) {
      await this.withProgress(() => catalog.search());
      await setContextKey('vmcore.dumpsSearched', true);
    }
    if (catalog.isUpToDate && catalog.work.kind === 'none' && this.view.visible)
      await this.withProgress(() => catalog.readCrashes());
  }

  private tell(): void {
    const { work } = this.catalog;
    // Beside the title: a message would move the rows that somebody reads.
    this.view.description =
      work.kind === 'reading' && work.total > 0
        ? vscode.l10n.t('reading {0} of {1}', work.done + 1, work.total)
        : '';
    void setContextKey('vmcore.dumpsReading', work.kind !== 'none');
    const changed = this.rows.update(this.catalog.dumps, this.catalog.problems);
    if (changed === 'tree') this.changed.fire(undefined);
    else if (changed.length > 0) this.changed.fire([...changed]);
  }
}
