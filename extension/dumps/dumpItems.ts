import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { formatByteSize } from '../../core/base/byteSize';
import { visibleText } from '../../core/base/visibleText';
import { crashWords } from './crashWords';
import type { DumpGroup } from './dumpGroups';
import type { Row, RowContent } from './dumpRows';
import { dumpTooltip, groupTooltip } from './dumpTooltips';
import { joined, restBelow, shortPath, whenText } from './dumpTexts';
import { workspaceFolders } from './dumpFolders';
import { crashOf, hostOf, isIncomplete, timeOf, type ListedDump } from './listedDump';
import type { FolderProblem } from './searchFolder';

/** @param now seconds since 1970 */
export function itemOf(row: Row, now: number): vscode.TreeItem {
  const item = newItem(row, now);
  item.id = row.key;
  return item;
}

function newItem(row: Row, now: number): vscode.TreeItem {
  const { content } = row;
  switch (content.kind) {
    case 'group':
      return itemOfGroup(content.group, now);
    case 'dump':
      return itemOfDump(row, content, now);
    case 'problem':
      return itemOfProblem(row, content.problem);
  }
}

function itemOfGroup(group: DumpGroup, now: number): vscode.TreeItem {
  const { dumps, diagnosis } = group;
  const words = visibleText(crashWords(diagnosis) ?? diagnosis.title);
  // The count first: rows are cut off at their end.
  const label = `${dumps.length}× ${words}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  const [newest] = dumps;
  const when = newest && whenText(timeOf(newest).value, now, vscode.env.language);
  item.contextValue = 'group';
  item.iconPath = new vscode.ThemeIcon('layers');
  item.description = when ?? '';
  item.tooltip = groupTooltip(group);
  const title = visibleText(diagnosis.title);
  const spoken = vscode.l10n.t('{0}: {1} dumps of the same crash', title, dumps.length);
  item.accessibilityInformation = { label: joined([spoken, when]) };
  return item;
}

function itemOfDump(
  row: Row,
  { dump, isInGroup }: Extract<RowContent, { kind: 'dump' }>,
  now: number,
): vscode.TreeItem {
  const { path, summary, isBeingRead } = dump;
  const host = hostOf(dump);
  const place = shortPath(path, workspaceFolders(), homedir());
  const label = visibleText(isInGroup ? (host ?? place) : (labelOf(dump) ?? place));
  const details = [
    summary ? undefined : unopenedWords(dump),
    isIncomplete(dump) ? vscode.l10n.t('incomplete') : undefined,
    host,
    whenText(timeOf(dump).value, now, vscode.env.language),
    formatByteSize(dump.sizeBytes),
    place,
  ].filter((detail) => detail !== undefined && detail !== label);
  const item = new vscode.TreeItem(label);
  item.contextValue = contextOf(dump);
  item.iconPath = iconOf(dump);
  item.description = visibleText(joined(details));
  item.tooltip = dumpTooltip(dump, vscode.env.language);
  const spoken = [crashOf(dump), label, ...details, isBeingRead ? vscode.l10n.t('being read') : undefined];
  item.accessibilityInformation = {
    label: visibleText(spoken.filter((part) => part !== undefined).join(', ')),
  };
  item.command = {
    command: 'vmcore.dumps.preview',
    title: vscode.l10n.t('Show'),
    arguments: [row],
  };
  return item;
}

/** What crashed, else which kernel. */
function labelOf({ summary, diagnosis }: ListedDump): string | undefined {
  const release = summary?.release === undefined ? undefined : `Linux ${summary.release}`;
  return (diagnosis && crashWords(diagnosis)) ?? release;
}

function unopenedWords({ error }: ListedDump): string {
  return error?.code === 'no-permission' ? vscode.l10n.t('permission denied') : vscode.l10n.t('damaged');
}

/** What package.json's menus ask for: whether it can be opened, and shown in the Explorer. */
function contextOf({ path, summary, error }: ListedDump): string {
  const marks = [
    'dump',
    summary ? 'readable' : '',
    error?.code === 'no-permission' ? 'denied' : '',
    workspaceFolders().some((folder) => restBelow(path, folder) !== undefined) ? 'inWorkspace' : '',
  ];
  return marks.filter((mark) => mark !== '').join(' ');
}

function iconOf(dump: ListedDump): vscode.ThemeIcon {
  if (dump.isBeingRead) return new vscode.ThemeIcon('loading~spin');
  if (dump.error?.code === 'no-permission') return new vscode.ThemeIcon('lock');
  if (!dump.summary) return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (isIncomplete(dump))
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(dump.diagnosis ? 'bug' : 'file-binary');
}

function itemOfProblem(row: Row, problem: FolderProblem): vscode.TreeItem {
  const { path, kind } = problem;
  const words = wordsOfProblem(problem);
  const item = new vscode.TreeItem(visibleText(path));
  item.contextValue = `problem ${kind}`;
  item.iconPath = new vscode.ThemeIcon(kind === 'no-permission' ? 'lock' : 'info');
  item.description = words;
  item.tooltip = visibleText(`${path}: ${words}`);
  item.accessibilityInformation = { label: item.tooltip };
  if (kind === 'no-permission') {
    item.description = joined([words, vscode.l10n.t('How to read it')]);
    item.command = {
      command: 'vmcore.dumps.howToRead',
      title: vscode.l10n.t('How to read it'),
      arguments: [row],
    };
  }
  return item;
}

function wordsOfProblem({ kind, detail = '' }: FolderProblem): string {
  switch (kind) {
    case 'no-permission':
      return vscode.l10n.t('permission denied');
    case 'missing':
      return vscode.l10n.t('there is no such folder');
    case 'unreadable':
      return visibleText(detail);
    case 'too-many':
      return vscode.l10n.t('only the first {0} files were looked at', detail);
  }
}
