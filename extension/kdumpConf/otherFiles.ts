import * as vscode from 'vscode';
import { recognise } from '../../core/kdump-conf/recognise';
import { parsedDocument } from './parsedDocument';
import { isKdumpConf } from './selector';

/** Gives a shell file that is called kdump.conf, as on SteamOS, and its manual page back to other languages. */
export function releaseOtherFiles(): vscode.Disposable {
  const release = (document: vscode.TextDocument): void => {
    if (!isKdumpConf(document)) return;
    const kind = recognise(parsedDocument(document));
    if (kind === 'shell') void vscode.languages.setTextDocumentLanguage(document, 'shellscript');
    if (kind === 'manual-page') void vscode.languages.setTextDocumentLanguage(document, 'plaintext');
  };
  vscode.workspace.textDocuments.forEach(release);
  return vscode.workspace.onDidOpenTextDocument(release);
}
