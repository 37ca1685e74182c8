import * as vscode from 'vscode';

/** Over the first line: what can be done with the whole file. `editor.codeLens` hides them. */
export class CodeLensProvider implements vscode.CodeLensProvider {
  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (command: string, title: string): vscode.CodeLens =>
      new vscode.CodeLens(top, { command, title, arguments: [uri] });
    const ofFile = [
      lens('vmcore.kdumpConf.check', vscode.l10n.t('Check')),
      lens('vmcore.kdumpConf.preview', vscode.l10n.t('Preview what a crash does')),
    ];
    // In a virtual workspace there is no machine to look at.
    if (uri.scheme !== 'file') return ofFile;
    return [...ofFile, lens('vmcore.kdumpConf.readiness', vscode.l10n.t('Is this machine ready?'))];
  }
}
