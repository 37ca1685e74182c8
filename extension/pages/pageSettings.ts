import * as vscode from 'vscode';
import type { PageSettings } from '../../core/protocol/overviewPage';

export function pageSettings(): PageSettings {
  const settings = vscode.workspace.getConfiguration('vmcore');
  return { singleKeyShortcuts: settings.get('singleKeyShortcuts', true) };
}

/** Calls `listener` when a setting that pages follow has changed. */
export function onPageSettingsChanged(listener: (settings: PageSettings) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('vmcore.singleKeyShortcuts')) listener(pageSettings());
  });
}
