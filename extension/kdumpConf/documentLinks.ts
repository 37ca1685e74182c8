import * as vscode from 'vscode';
import type { LinkTarget } from '../../core/kdump-conf/features/links';
import { links } from '../../core/kdump-conf/features/links';
import { rangeOfLine } from './editorRange';
import { parsedDocument } from './parsedDocument';

/** Links to files, where the document is on a machine that may have them, and to manual pages. */
export class DocumentLinkProvider implements vscode.DocumentLinkProvider {
  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    return links(parsedDocument(document)).flatMap(({ range, target }) => {
      if (target.kind === 'file' && document.uri.scheme !== 'file') return [];
      const link = new vscode.DocumentLink(rangeOfLine(range), uriOf(target, document.uri));
      if (target.kind === 'manual')
        link.tooltip = vscode.l10n.t('Open the manual page {0}({1})', target.page, target.section);
      return [link];
    });
  }
}

function uriOf(target: LinkTarget, document: vscode.Uri): vscode.Uri {
  if (target.kind === 'file') return document.with({ path: target.path, query: '', fragment: '' });
  const { page, section } = target;
  return vscode.Uri.parse(`https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`, true);
}
