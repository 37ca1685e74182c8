import * as vscode from 'vscode';

/** Text for hovers: no commands, no HTML. */
export function safeMarkdown(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = false;
  text.supportHtml = false;
  return text;
}
