import * as vscode from 'vscode';
import type { Completion } from '../../core/kdump-conf/features/completion';
import { completions } from '../../core/kdump-conf/features/completions';
import { rangeOfLine } from './editorRange';
import type { MachineLookup } from './machineLookup';
import { parsedDocument } from './parsedDocument';
import { safeMarkdown } from './safeMarkdown';
import type { TargetInForce } from './targetInForce';

/** Besides letters: what begins a value, an option, a path or a UUID. */
export const completionTriggers = [' ', '-', '/', '='] as const;

export class CompletionProvider implements vscode.CompletionItemProvider {
  constructor(
    private readonly targets: TargetInForce,
    private readonly machine: MachineLookup,
  ) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const facts = await this.machine.factsForCompletion(document, position);
    if (token.isCancellationRequested) return [];
    const written = document.lineAt(position.line).text;
    return completions(parsedDocument(document), position, this.targets.of(document), facts).map(
      (completion) => item(completion, written),
    );
  }
}

function item(completion: Completion, written: string): vscode.CompletionItem {
  const { label, range, insertText, snippet, detail, markdown, mark, order } = completion;
  const shown = new vscode.CompletionItem(label, kinds[completion.kind]);
  shown.range = rangeOfLine(range);
  shown.insertText = snippet === true ? new vscode.SnippetString(insertText) : insertText;
  // What stands in the range decides what matches: a path that is half written matches whole paths only.
  shown.filterText = written.slice(range.start, range.end).includes('/') ? insertText : label;
  shown.sortText = String(order).padStart(5, '0');
  if (detail !== undefined) shown.detail = detail;
  if (markdown !== undefined) shown.documentation = safeMarkdown(markdown);
  if (mark === 'deprecated' || mark === 'unknown') shown.tags = [vscode.CompletionItemTag.Deprecated];
  // A directive or a directory is only the first half: what can follow it is proposed at once.
  if (/[ /=]$/.test(insertText)) shown.command = { title: '', command: 'editor.action.triggerSuggest' };
  return shown;
}

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  directive: vscode.CompletionItemKind.Keyword,
  value: vscode.CompletionItemKind.EnumMember,
  option: vscode.CompletionItemKind.Property,
  program: vscode.CompletionItemKind.Function,
  device: vscode.CompletionItemKind.Reference,
  file: vscode.CompletionItemKind.File,
  directory: vscode.CompletionItemKind.Folder,
  form: vscode.CompletionItemKind.Snippet,
};
