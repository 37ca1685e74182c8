import * as vscode from 'vscode';
import { semanticTokens, tokenModifiers, tokenTypes } from '../../core/kdump-conf/features/semanticTokens';
import { parsedDocument } from './parsedDocument';
import type { TargetInForce } from './targetInForce';

export const tokensLegend = new vscode.SemanticTokensLegend([...tokenTypes], [...tokenModifiers]);

/** Colours by what the release knows, which no grammar can tell. */
export class SemanticTokensProvider implements vscode.DocumentSemanticTokensProvider {
  readonly onDidChangeSemanticTokens: vscode.Event<void>;

  constructor(private readonly targets: TargetInForce) {
    this.onDidChangeSemanticTokens = targets.onDidChange;
  }

  provideDocumentSemanticTokens(document: vscode.TextDocument): vscode.SemanticTokens {
    return new vscode.SemanticTokens(semanticTokens(parsedDocument(document), this.targets.of(document)));
  }
}
