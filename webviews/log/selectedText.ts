import type { LogDocument } from './logDocument';
import type { LogView } from './logView';
import { exactLines } from './model/logText';
import type { LogStore } from './model/logStore';
import type { editor } from './monaco';

/** Lines of the log as they are copied. */
export interface SelectedText {
  readonly text: string;
  readonly lineCount: number;
}

/**
 * The selection with every character as the kernel stored it, where the editor shows marks; without a selection,
 * the whole record at the cursor.
 */
export function selectedText(
  target: editor.ICodeEditor,
  store: LogStore,
  document: LogDocument,
): SelectedText {
  const selection = target.getSelection();
  if (!selection) return { text: '', lineCount: 0 };
  if (selection.isEmpty()) {
    const record = document.lines.recordAt(selection.startLineNumber);
    const lines = record === undefined ? [] : exactLines(store, record);
    return { text: lines.join('\n'), lineCount: lines.length };
  }
  const exact = exactLineReader(store, document);
  const lines: string[] = [];
  for (let line = selection.startLineNumber; line <= selection.endLineNumber; line++) {
    const from = line === selection.startLineNumber ? selection.startColumn - 1 : 0;
    const to = line === selection.endLineNumber ? selection.endColumn - 1 : undefined;
    lines.push(exact(line).slice(from, to));
  }
  return { text: lines.join('\n'), lineCount: lines.length };
}

/** Ctrl+C and the menu's Copy take the exact text, too, not the marks. */
export function copyExactText(root: HTMLElement, view: LogView, store: LogStore): void {
  root.addEventListener(
    'copy',
    (event) => {
      if (event.target instanceof HTMLInputElement || !view.editor.hasTextFocus()) return;
      event.clipboardData?.setData('text/plain', selectedText(view.editor, store, view.shown).text);
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}

/** Remembers the record last asked for: a selection walks its lines one after the other. */
function exactLineReader(store: LogStore, document: LogDocument): (line: number) => string {
  let lastRecord = -1;
  let lines: readonly string[] = [];
  return (line) => {
    const record = document.lines.recordAt(line);
    if (record === undefined) return '';
    if (record !== lastRecord) lines = exactLines(store, record);
    lastRecord = record;
    return lines[line - document.lines.lineAt(record)] ?? '';
  };
}

/** A fence longer than any run of backticks inside. */
export function asMarkdown(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}
