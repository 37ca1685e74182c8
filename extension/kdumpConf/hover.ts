import * as vscode from 'vscode';
import { hover } from '../../core/kdump-conf/features/hover';
import { rangeOfLine } from './editorRange';
import { parsedDocument } from './parsedDocument';
import { safeMarkdown } from './safeMarkdown';
import type { TargetInForce } from './targetInForce';

export class HoverProvider implements vscode.HoverProvider {
  constructor(private readonly targets: TargetInForce) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const found = hover(parsedDocument(document), position, this.targets.of(document));
    return found && new vscode.Hover(safeMarkdown(found.markdown), rangeOfLine(found.range));
  }
}
