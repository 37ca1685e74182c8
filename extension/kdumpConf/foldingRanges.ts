import * as vscode from 'vscode';
import { foldingRanges } from '../../core/kdump-conf/features/foldingRanges';
import { parsedDocument } from './parsedDocument';

/** Blocks of comments. */
export class FoldingRangeProvider implements vscode.FoldingRangeProvider {
  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return foldingRanges(parsedDocument(document)).map(
      ({ startLine, endLine }) =>
        new vscode.FoldingRange(startLine, endLine, vscode.FoldingRangeKind.Comment),
    );
  }
}
