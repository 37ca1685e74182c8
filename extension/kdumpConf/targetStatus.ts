import * as vscode from 'vscode';
import { isConfiguration, kdumpConfSelector, neighbourSelector } from './selector';
import type { ChosenTarget, TargetInForce } from './targetInForce';

/** Says in the language status whose rules hold, and leads to the setting. */
export function showTargetStatus(targets: TargetInForce): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('kdumpConf.target', [
    kdumpConfSelector,
    ...neighbourSelector,
  ]);
  item.name = vscode.l10n.t('kdump release');
  item.command = {
    title: vscode.l10n.t('Change'),
    command: 'workbench.action.openSettings',
    arguments: ['vmcore.kdumpConf.target'],
  };
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isConfiguration(document)) return;
    const chosen = targets.chosenFor(document);
    item.text = vscode.l10n.t('Rules of {0}', chosen.target.title);
    item.detail = reasonFor(chosen);
  };
  update();
  return vscode.Disposable.from(
    item,
    targets.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}

function reasonFor({ chosenBy }: ChosenTarget): string {
  switch (chosenBy) {
    case 'setting':
      return vscode.l10n.t('by the setting');
    case 'machine':
      return vscode.l10n.t('as on this machine');
    case 'newest':
      return vscode.l10n.t('the newest, since this machine has no kdump of its own');
  }
}
