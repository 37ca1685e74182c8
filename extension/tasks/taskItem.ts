import * as vscode from 'vscode';
import { visibleText } from '../../core/base/visibleText';
import type { TaskRow } from '../../core/protocol/taskTable';
import { crashState } from '../../core/protocol/crashState';
import { commText, durationText } from '../../core/protocol/text/taskText';
import { isFolder, type GroupId, type TaskFolder, type TaskNode } from './taskGroups';

const number = new Intl.NumberFormat('en');

export function groupLabel(group: GroupId): string {
  switch (group) {
    case 'crashing':
      return vscode.l10n.t('Crashing');
    case 'on-cpu':
      return vscode.l10n.t('On CPU');
    case 'uninterruptible':
      return vscode.l10n.t('Uninterruptible');
    case 'runnable':
      return vscode.l10n.t('Waiting for a CPU');
    case 'stopped':
      return vscode.l10n.t('Stopped');
    case 'zombie':
      return vscode.l10n.t('Exited');
    case 'others':
      return vscode.l10n.t('Others');
  }
}

/** How a node looks in the tree. */
export function itemOfNode(node: TaskNode): vscode.TreeItem {
  return isFolder(node) ? folderItem(node) : taskItem(node);
}

function folderItem({ id, label, taskCount }: TaskFolder): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(visibleText(label), id === 'crashing' ? Expanded : Collapsed);
  item.id = id;
  item.description = number.format(taskCount);
  item.contextValue = 'folder';
  return item;
}

function taskItem(row: TaskRow): vscode.TreeItem {
  const item = new vscode.TreeItem(`${row.pid ?? '??'} ${commText(row.comm)}`);
  item.id = row.task;
  item.description = crashState(row.state);
  item.contextValue = 'task';
  item.iconPath = new vscode.ThemeIcon(iconOf(row));
  item.tooltip = tooltip(row);
  item.command = {
    command: 'vmcore.taskTree.showBacktrace',
    title: vscode.l10n.t('Show Backtrace'),
    arguments: [row],
  };
  return item;
}

function iconOf({ role, kernelThread }: TaskRow): string {
  if (role === 'crashing') return 'error';
  if (role === 'on-cpu') return 'play-circle';
  return kernelThread ? 'gear' : 'person';
}

/** Plain text: a name is a dump's, and Markdown would read it. */
function tooltip(row: TaskRow): string {
  const { task, tgid, ppid, cpu, sinceRunMs, kernelThread } = row;
  return [
    `${row.pid ?? '??'} ${commText(row.comm)}`,
    vscode.l10n.t('State {0}, cpu {1}', crashState(row.state), cpu ?? '??'),
    vscode.l10n.t('Process {0}, started from {1}', tgid ?? '??', ppid ?? '??'),
    vscode.l10n.t('Last ran {0} ago', durationText(sinceRunMs)),
    vscode.l10n.t('task_struct {0}', task.slice(2).padStart(16, '0')),
    ...(kernelThread ? [vscode.l10n.t('Kernel thread')] : []),
  ].join('\n');
}
