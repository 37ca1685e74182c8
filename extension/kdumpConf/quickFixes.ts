import * as vscode from 'vscode';
import type { QuickFix } from '../../core/kdump-conf/diagnose';
import { hasByteOrderMark } from './byteOrderMark';
import type { Diagnostics } from './diagnostics';
import { editOfText } from './editorRange';

/** What mends a diagnostic. */
export class QuickFixProvider implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  constructor(private readonly diagnostics: Diagnostics) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const found = await this.diagnostics.at(document, range);
    return found.flatMap((diagnostic) => {
      if (diagnostic.code === 'byte-order-mark' && hasByteOrderMark(document))
        return [saveWithoutMark(diagnostic)];
      const fixes = this.diagnostics.behind(diagnostic)?.fixes ?? [];
      return fixes.map((fix) => codeAction(document, diagnostic, fix, fixes.length === 1));
    });
  }
}

/** The encoding is not part of the text: VS Code asks for it, UTF-8 being the one to choose. */
function saveWithoutMark(diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Save as UTF-8 without the byte order mark…');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.command = { title, command: 'workbench.action.editor.changeEncoding' };
  return action;
}

function codeAction(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  fix: QuickFix,
  only: boolean,
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = only;
  action.edit = new vscode.WorkspaceEdit();
  const edits = fix.edits.map(editOfText);
  if (fix.normaliseLineEnds) edits.push(vscode.TextEdit.setEndOfLine(vscode.EndOfLine.LF));
  action.edit.set(document.uri, edits);
  return action;
}
