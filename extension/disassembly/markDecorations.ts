import * as vscode from 'vscode';
import { disassemblyScheme } from './disassemblyUri';
import type { DisassemblyDocuments } from './disassemblyDocuments';

/** Lines at which the task is, in the colours that VS Code gives to the frames of a debugged program. */
export class MarkDecorations implements vscode.Disposable {
  private readonly atFault = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('debugIcon.breakpointCurrentStackframeForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly atCall = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.focusedStackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('debugIcon.breakpointStackframeForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
  });
  private readonly listening = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    for (const editor of editors) void this.decorate(editor);
  });

  constructor(private readonly documents: DisassemblyDocuments) {}

  async decorate(editor: vscode.TextEditor): Promise<void> {
    if (editor.document.uri.scheme !== disassemblyScheme) return;
    const code = await this.documents.read(editor.document.uri);
    const rangesOf = (isCall: boolean): vscode.Range[] =>
      code.instructions.flatMap((index, line) => {
        const mark = index === undefined ? undefined : code.data.lines[index]?.mark;
        return mark && (mark.kind === 'call') === isCall ? [new vscode.Range(line, 0, line, 0)] : [];
      });
    editor.setDecorations(this.atFault, rangesOf(false));
    editor.setDecorations(this.atCall, rangesOf(true));
  }

  dispose(): void {
    this.listening.dispose();
    this.atFault.dispose();
    this.atCall.dispose();
  }
}
