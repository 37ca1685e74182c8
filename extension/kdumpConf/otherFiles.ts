import * as vscode from 'vscode';
import { recognise } from '../../core/kdump-conf/recognise';
import { parsedDocument } from './parsedDocument';
import { isKdumpConf } from './selector';

/** Gives a shell file that is called kdump.conf, as on SteamOS, back to the language of shell files. */
export function releaseShellFiles(): vscode.Disposable {
  const release = (document: vscode.TextDocument): void => {
    if (isKdumpConf(document) && recognise(parsedDocument(document)) === 'shell')
      void vscode.languages.setTextDocumentLanguage(document, 'shellscript');
  };
  vscode.workspace.textDocuments.forEach(release);
  return vscode.workspace.onDidOpenTextDocument(release);
}
