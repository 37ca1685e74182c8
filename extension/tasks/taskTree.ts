import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { OpenDump } from '../dumpHost/openDump';
import type { DumpViews } from '../pages/dumpViews';
import { groupTasks, isFolder, type TaskFolder, type TaskNode } from './taskGroups';
import { groupLabel, itemOfNode } from './taskItem';
import { readTaskRows } from './taskRows';

const viewId = 'vmcore.taskTree';

/** The view "Tasks": those of the dump whose view was used last, by what they were doing. */
export class TaskTree implements vscode.TreeDataProvider<TaskNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();

  // Before the view, which begins to listen at once.
  readonly onDidChangeTreeData = this.changed.event;

  private readonly view = vscode.window.createTreeView<TaskNode>(viewId, {
    treeDataProvider: this,
    showCollapseAll: true,
  });
  private groups: readonly TaskFolder[] = [];
  /** Whose tasks these are. */
  private dump: OpenDump | undefined;
  private readonly following: Disposable[];

  constructor(private readonly views: DumpViews) {
    const update = (): void => {
      if (this.view.visible && this.views.current?.dump !== this.dump) void this.load();
    };
    this.following = [this.view.onDidChangeVisibility(update), views.currentChanged.listen(update)];
  }

  getChildren(node?: TaskNode): TaskNode[] {
    if (node === undefined) return [...this.groups];
    return isFolder(node) ? [...node.children] : [];
  }

  getTreeItem(node: TaskNode): vscode.TreeItem {
    return itemOfNode(node);
  }

  dispose(): void {
    for (const each of this.following) each.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private async load(): Promise<void> {
    const { current } = this.views;
    const dump = (this.dump = current?.dump);
    this.show([]);
    this.view.description = current ? vscode.workspace.asRelativePath(current.uri) : '';
    if (!dump) return;
    await vscode.window.withProgress({ location: { viewId } }, async () => {
      try {
        for await (const rows of readTaskRows(dump)) {
          if (this.dump !== dump) return;
          this.show(groupTasks(rows, groupLabel));
        }
      } catch (error) {
        if (this.dump !== dump) return;
        const { message, nextStep } = errorData(error);
        this.view.message = `${message} ${nextStep}`;
        // Whoever comes back to the view, or opens the dump again, has it tried again.
        this.dump = undefined;
      }
    });
  }

  private show(groups: readonly TaskFolder[]): void {
    this.groups = groups;
    this.view.message = '';
    this.changed.fire();
  }
}
