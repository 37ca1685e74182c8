import * as vscode from 'vscode';
import type { TextEdit, TextRange } from '../../core/kdump-conf/diagnose';
import type { LineRange } from '../../core/kdump-conf/syntaxTree';

/** The language service counts as editors do: only the shape of a range differs. */
export function rangeOfLine({ line, start, end }: LineRange): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

export function rangeOfText({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function editOfText({ range, newText }: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(rangeOfText(range), newText);
}
