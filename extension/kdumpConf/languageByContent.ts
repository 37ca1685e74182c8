import * as vscode from 'vscode';
import { parse } from '../../core/kdump-conf/parse';
import { isSurelyKdumpConf, recognise } from '../../core/kdump-conf/recognise';
import { parsedDocument } from './parsedDocument';
import { isKdumpConf } from './selector';

/** What files of any name are in that no language claims for its own; `.conf` is one of VS Code's properties. */
const unclaimed = ['plaintext', 'properties', 'ini'];

const looksAtLines = 2000;

/**
 * Gives a shell file that is called kdump.conf, as on SteamOS, and its manual page back to other languages, and takes a
 * kdump.conf of another name. Each file once: whoever chooses another language afterwards keeps it.
 */
export function languageByContent(): vscode.Disposable {
  const decided = new Set<string>();
  const decide = (document: vscode.TextDocument): void => {
    const language = languageOf(document);
    const key = document.uri.toString();
    if (language === undefined || decided.has(key)) return;
    decided.add(key);
    void vscode.languages.setTextDocumentLanguage(document, language);
  };
  vscode.workspace.textDocuments.forEach(decide);
  return vscode.workspace.onDidOpenTextDocument(decide);
}

/** The language that the content asks for, or undefined where the present one may stay. */
function languageOf(document: vscode.TextDocument): string | undefined {
  if (isKdumpConf(document)) {
    const kind = recognise(parsedDocument(document));
    if (kind === 'shell') return 'shellscript';
    return kind === 'manual-page' ? 'plaintext' : undefined;
  }
  if (document.isUntitled || !unclaimed.includes(document.languageId)) return undefined;
  const beginning = document.getText(new vscode.Range(0, 0, looksAtLines, 0));
  return isSurelyKdumpConf(parse(beginning)) ? 'kdump-conf' : undefined;
}
