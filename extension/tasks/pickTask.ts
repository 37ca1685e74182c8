import * as vscode from 'vscode';
import { errorData } from '../../core/base/errors';
import type { TaskRow } from '../../core/protocol/taskTable';
import { crashState } from '../../core/protocol/crashState';
import { commText } from '../../core/protocol/text/taskText';
import type { OpenDump } from '../dumpHost/openDump';
import { readTaskRows } from './taskRows';
import { withoutIcons } from '../withoutIcons';

interface TaskItem extends vscode.QuickPickItem {
  readonly row: TaskRow;
}

/** Asks for one of the dump's tasks; they come while the person types. Undefined when nobody was chosen. */
export function pickTask(dump: OpenDump): Promise<TaskRow | undefined> {
  const pick = vscode.window.createQuickPick<TaskItem>();
  pick.title = vscode.l10n.t('Set the task that commands mean');
  pick.placeholder = vscode.l10n.t('Pid, name or task_struct');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  const fill = async (): Promise<void> => {
    try {
      for await (const rows of readTaskRows(dump)) pick.items = rows.map(taskItem);
    } catch (error) {
      const { message, nextStep } = errorData(error);
      pick.placeholder = `${message} ${nextStep}`;
    }
    pick.busy = false;
  };
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.row);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void fill();
  });
}

/** `$(name)` is a picture there, and a task may be called so. */
function taskItem(row: TaskRow): TaskItem {
  const cpu = row.cpu === null ? '' : `cpu ${row.cpu}`;
  return {
    label: String(row.pid ?? '??'),
    description: [withoutIcons(commText(row.comm)), crashState(row.state), cpu].join('  '),
    row,
  };
}
