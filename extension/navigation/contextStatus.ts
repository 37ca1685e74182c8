import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import { visibleText } from '../../core/base/visibleText';
import type { DumpViews } from '../pages/dumpViews';
import { withoutIcons } from '../withoutIcons';
import type { TaskContexts } from './context';

/** Says in the status bar which task is the context of the dump in front; a click chooses another. */
export class ContextStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'contextTask',
    vscode.StatusBarAlignment.Left,
    50,
  );
  private readonly following: Disposable[];

  constructor(
    private readonly views: DumpViews,
    private readonly contexts: TaskContexts,
    private readonly output: vscode.LogOutputChannel,
  ) {
    this.item.name = vscode.l10n.t('Crash Dump Task');
    this.item.command = 'vmcore.setTask';
    this.item.tooltip = vscode.l10n.t(
      'The task that commands mean, as crash’s “set”; click to choose another',
    );
    const update = (): void => {
      this.update();
    };
    this.following = [views.currentChanged.listen(update), contexts.changed.listen(update)];
  }

  dispose(): void {
    for (const each of this.following) each.dispose();
    this.item.dispose();
  }

  private update(): void {
    const dump = this.views.current?.dump;
    if (!dump) {
      this.item.hide();
      return;
    }
    const task = this.contexts.of(dump);
    if (!task) {
      this.item.hide();
      this.contexts.find(dump).catch((error: unknown) => {
        this.output.info(`No task is the context: ${errorData(error).message}`);
      });
      return;
    }
    const frame = task.frame === undefined ? '' : ` #${task.frame}`;
    this.item.text = `$(target) ${task.pid ?? '??'} ${withoutIcons(visibleText(task.comm ?? '??'))}${frame}`;
    this.item.show();
  }
}
