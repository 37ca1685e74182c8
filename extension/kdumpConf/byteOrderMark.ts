import type * as vscode from 'vscode';
import type { Diagnostic, Position, TextRange } from '../../core/kdump-conf/diagnose';

/** Whether the file begins with a mark, which VS Code takes off its text and kdump's scripts do not. */
export function hasByteOrderMark({ encoding }: vscode.TextDocument): boolean {
  return encoding === 'utf8bom';
}

/** What was found in the text with the mark, by the places in the document, where only saving takes the mark away. */
export function inTextWithoutMark(found: Diagnostic): Diagnostic {
  const fixes = found.fixes.map((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, range: withoutMark(edit.range) })),
  }));
  const mendedBySaving = found.code === 'byte-order-mark';
  return { ...found, range: withoutMark(found.range), fixes: mendedBySaving ? [] : fixes };
}

function withoutMark({ start, end }: TextRange): TextRange {
  return { start: moved(start), end: moved(end) };
}

function moved({ line, character }: Position): Position {
  return { line, character: line === 0 ? Math.max(0, character - 1) : character };
}
