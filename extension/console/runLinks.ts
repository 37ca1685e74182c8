import * as vscode from 'vscode';
import { findOutputLinks } from './outputLinks';
import { parseRunUri } from './runUri';

/** A document of millions of lines has links as far as anybody reads. */
const maxLinks = 20_000;

/** Addresses, symbols, pids and types in a document of an answer lead into the dump's views. */
export class RunLinks implements vscode.DocumentLinkProvider {
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const run = parseRunUri(document.uri);
    const links: vscode.DocumentLink[] = [];
    for (let line = 0; run && line < document.lineCount && links.length < maxLinks; line++) {
      for (const { start, end, target } of findOutputLinks(document.lineAt(line).text)) {
        const followed = encodeURIComponent(JSON.stringify([run.dump.toString(), target]));
        const command = vscode.Uri.parse(`command:vmcore.followOutputLink?${followed}`);
        links.push(new vscode.DocumentLink(new vscode.Range(line, start, line, end), command));
      }
    }
    return links;
  }
}
