import * as vscode from 'vscode';
import { semanticTokens, tokenTypes } from '../../core/kdump-conf/features/semanticTokens';
import { parsedDocument } from './parsedDocument';
import type { TargetInForce } from './targetInForce';

export const tokensLegend = new vscode.SemanticTokensLegend([...tokenTypes], ['deprecated']);

const typeNumbers = new Map(tokenTypes.map((type, number) => [type, number]));

/** Colours by what the release knows, which no grammar can tell. */
export class SemanticTokensProvider implements vscode.DocumentSemanticTokensProvider {
  readonly onDidChangeSemanticTokens: vscode.Event<void>;

  constructor(private readonly targets: TargetInForce) {
    this.onDidChangeSemanticTokens = targets.onDidChange;
  }

  provideDocumentSemanticTokens(document: vscode.TextDocument): vscode.SemanticTokens {
    const builder = new vscode.SemanticTokensBuilder(tokensLegend);
    for (const token of semanticTokens(parsedDocument(document), this.targets.of(document))) {
      const { line, start, length, type, modifiers } = token;
      const modifierBits = modifiers.includes('deprecated') ? 1 : 0;
      builder.push(line, start, length, typeNumbers.get(type) ?? 0, modifierBits);
    }
    return builder.build();
  }
}
