import * as vscode from 'vscode';
import type { CrashPreviews } from './crashPreview';
import type { Diagnostics } from './diagnostics';
import { isKdumpConf } from './selector';

/** The commands about kdump.conf; each means the file in the active editor where none is given. */
export function registerKdumpConfCommands(
  diagnostics: Diagnostics,
  previews: CrashPreviews,
): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('vmcore.kdumpConf.check', async (uri?: vscode.Uri) => {
      const document =
        uri === undefined
          ? vscode.window.activeTextEditor?.document
          : await vscode.workspace.openTextDocument(uri);
      if (document === undefined || !isKdumpConf(document)) return;
      await diagnostics.check(document);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }),
    vscode.commands.registerCommand('vmcore.kdumpConf.preview', async (uri?: vscode.Uri) => {
      const source = uri ?? vscode.window.activeTextEditor?.document.uri;
      if (source !== undefined) await previews.show(source);
    }),
  ];
}
