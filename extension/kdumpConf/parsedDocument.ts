import type * as vscode from 'vscode';
import { parse } from '../../core/kdump-conf/parse';
import type { ConfFile } from '../../core/kdump-conf/syntaxTree';

const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly file: ConfFile }>();

/** The document's lines, cut once a version: an editor asks a dozen providers after every change. */
export function parsedDocument(document: vscode.TextDocument): ConfFile {
  const known = parsed.get(document);
  if (known?.version === document.version) return known.file;
  const file = parse(document.getText());
  parsed.set(document, { version: document.version, file });
  return file;
}
