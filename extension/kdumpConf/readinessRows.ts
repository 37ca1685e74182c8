import * as vscode from 'vscode';
import type { ReadinessCheck, ReadinessState } from '../../core/kdump-conf/readiness/readinessCheck';

/** A check, or one line of what lies behind it. */
export type ReadinessRow = { readonly check: ReadinessCheck } | Line;

interface Line {
  readonly label: string;
  readonly detail?: string;
  readonly icon: string;
}

/** What to do, and what was read where. */
export function rowsBehind({ evidence, nextStep }: ReadinessCheck): ReadinessRow[] {
  const read = evidence.map(({ source, value }) => ({ label: source, detail: value, icon: 'eye' }));
  return nextStep === undefined ? read : [{ label: nextStep, icon: 'lightbulb' }, ...read];
}

export function itemOfRow(row: ReadinessRow): vscode.TreeItem {
  return 'check' in row ? itemOfCheck(row.check) : itemOfLine(row);
}

function itemOfCheck({
  name,
  title,
  state,
  sentence,
  nextStep = '',
  server,
}: ReadinessCheck): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, state === 'not-ready' ? Expanded : Collapsed);
  const label = `${title}: ${words[state]}. ${sentence} ${nextStep}`.trim();
  item.id = name;
  item.description = sentence;
  item.tooltip = label;
  item.accessibilityInformation = { label };
  item.iconPath = icons[state];
  // The button that asks the server.
  if (server !== undefined) item.contextValue = 'server';
  return item;
}

function itemOfLine({ label, detail, icon }: Line): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  if (detail !== undefined) item.description = detail;
  item.tooltip = detail === undefined ? label : `${label}: ${detail}`;
  return item;
}

const words: Readonly<Record<ReadinessState, string>> = {
  ready: vscode.l10n.t('ready'),
  'not-ready': vscode.l10n.t('not ready'),
  unknown: vscode.l10n.t('cannot tell'),
  unused: vscode.l10n.t('not used'),
};

const icons: Readonly<Record<ReadinessState, vscode.ThemeIcon>> = {
  ready: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  'not-ready': new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  unknown: new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued')),
  unused: new vscode.ThemeIcon('circle-slash'),
};
