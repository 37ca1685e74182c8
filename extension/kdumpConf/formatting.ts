import * as vscode from 'vscode';
import { formatLine } from '../../core/kdump-conf/features/format';
import { isOtherFile, recognise } from '../../core/kdump-conf/recognise';
import { parsedDocument } from './parsedDocument';

/** Changes only the lines that need it, so that cursors and marks stay where they are. */
export class FormattingProvider
  implements vscode.DocumentFormattingEditProvider, vscode.DocumentRangeFormattingEditProvider
{
  provideDocumentFormattingEdits(document: vscode.TextDocument): vscode.TextEdit[] {
    return formatLines(document, 0, document.lineCount - 1);
  }

  provideDocumentRangeFormattingEdits(
    document: vscode.TextDocument,
    { start, end }: vscode.Range,
  ): vscode.TextEdit[] {
    return formatLines(document, start.line, end.line);
  }
}

function formatLines(document: vscode.TextDocument, first: number, last: number): vscode.TextEdit[] {
  const file = parsedDocument(document);
  if (isOtherFile(recognise(file))) return [];
  return file.lines.slice(first, last + 1).flatMap((line) => {
    const text = line.text;
    const formatted = formatLine(line);
    if (formatted === text) return [];
    return [vscode.TextEdit.replace(new vscode.Range(line.number, 0, line.number, text.length), formatted)];
  });
}
