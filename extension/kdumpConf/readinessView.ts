import * as vscode from 'vscode';
import { assessReadiness } from '../../core/kdump-conf/readiness/assessReadiness';
import { placeOf } from '../../core/kdump-conf/readiness/dumpTarget';
import type { MachineState } from '../../core/kdump-conf/readiness/machineState';
import type { ReadinessCheck } from '../../core/kdump-conf/readiness/readinessCheck';
import { setContextKey } from '../contextKeys';
import { askServer } from '../../core/kdump-machine/askServer';
import type { ReadinessRow } from './readinessRows';
import { itemOfRow, rowsBehind } from './readinessRows';

const viewId = 'vmcore.readiness';

/** The view "Crash Dump Readiness": whether this machine would capture a dump, and how that is known. */
export class ReadinessView implements vscode.TreeDataProvider<ReadinessRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();

  // Before the view, which begins to listen at once.
  readonly onDidChangeTreeData = this.changed.event;

  private readonly view = vscode.window.createTreeView<ReadinessRow>(viewId, {
    treeDataProvider: this,
    showCollapseAll: true,
  });
  private state: MachineState | undefined;
  private checks: readonly ReadinessCheck[] = [];

  /** @param readState looks at the machine anew */
  constructor(private readonly readState: () => Promise<MachineState>) {}

  /** Opens the view on what the machine is like now. */
  async show(): Promise<void> {
    await setContextKey('vmcore.readinessAsked', true);
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.refresh();
  }

  async refresh(): Promise<void> {
    await this.update(this.readState);
  }

  /** Tries to reach the server that dumps go to: nothing else here goes out into the network. */
  async askServer(): Promise<void> {
    const { state } = this;
    if (state === undefined) return;
    const place = placeOf(state);
    if (place?.kind !== 'server') return;
    await this.update(async () => ({ ...state, serverAnswer: await askServer(place.host, place.port) }));
  }

  getChildren(row?: ReadinessRow): ReadinessRow[] {
    if (row === undefined) return this.checks.map((check) => ({ check }));
    return 'check' in row ? rowsBehind(row.check) : [];
  }

  getTreeItem(row: ReadinessRow): vscode.TreeItem {
    return itemOfRow(row);
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }

  private async update(readState: () => Promise<MachineState>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId } }, async () => {
      this.state = await readState();
      const { checks, sentence } = assessReadiness(this.state);
      this.checks = checks;
      this.view.message = sentence;
      this.changed.fire();
    });
  }
}
