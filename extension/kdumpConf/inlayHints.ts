import * as vscode from 'vscode';
import { inlayHints } from '../../core/kdump-conf/features/inlayHints';
import { parsedDocument } from './parsedDocument';

/** Numbers that are sums of bits, spelled out behind them. */
export class InlayHintsProvider implements vscode.InlayHintsProvider {
  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    return inlayHints(parsedDocument(document), range.start.line, range.end.line).map(
      ({ line, character, label }) => {
        const hint = new vscode.InlayHint(new vscode.Position(line, character), label);
        hint.paddingLeft = true;
        return hint;
      },
    );
  }
}
