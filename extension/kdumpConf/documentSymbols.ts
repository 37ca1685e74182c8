import * as vscode from 'vscode';
import type { DocumentSymbol } from '../../core/kdump-conf/features/documentSymbols';
import { documentSymbols } from '../../core/kdump-conf/features/documentSymbols';
import { rangeOfLine } from './editorRange';
import { parsedDocument } from './parsedDocument';

export class DocumentSymbolProvider implements vscode.DocumentSymbolProvider {
  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return documentSymbols(parsedDocument(document)).map(
      ({ name, detail, group, range, selection }) =>
        new vscode.DocumentSymbol(name, detail, kinds[group], rangeOfLine(range), rangeOfLine(selection)),
    );
  }
}

const { SymbolKind } = vscode;

const kinds: Readonly<Record<DocumentSymbol['group'], vscode.SymbolKind>> = {
  'dump target': SymbolKind.Class,
  location: SymbolKind.File,
  collector: SymbolKind.Function,
  ssh: SymbolKind.Key,
  hooks: SymbolKind.Event,
  actions: SymbolKind.Enum,
  initramfs: SymbolKind.Package,
  cluster: SymbolKind.Array,
  rebuilding: SymbolKind.Boolean,
  memory: SymbolKind.Boolean,
  retired: SymbolKind.Null,
  unknown: SymbolKind.Variable,
};
