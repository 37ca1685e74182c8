import type { Position } from '../diagnose';
import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import { commentRange, restColumn, written } from '../syntaxTree';
import type { Word } from '../whiteSpace';
import { words } from '../whiteSpace';

/** What a place in a file belongs to. */
export type Cursor =
  | { readonly part: 'keyword'; readonly line: ConfLine; readonly range: LineRange }
  | { readonly part: 'value'; readonly line: ConfLine; readonly column: number }
  | { readonly part: 'comment' | 'nothing' };

export function cursorAt(file: ConfFile, { line: number, character }: Position): Cursor {
  const line = file.lines[number];
  if (line === undefined || character < 0 || character > line.text.length) return { part: 'nothing' };
  const comment = commentRange(line);
  if (comment !== undefined && character > comment.start) return { part: 'comment' };
  const keywordEnd = line.indent.length + line.keyword.length;
  if (character <= keywordEnd) {
    const start = Math.min(line.indent.length, character);
    return { part: 'keyword', line, range: { line: number, start, end: Math.max(keywordEnd, character) } };
  }
  return { part: 'value', line, column: character };
}

/** VS Code colours nothing in longer lines (editor.maxTokenizationLineLength); nobody looks at their words. */
const longestLine = 20_000;

export function isLongLine(line: ConfLine): boolean {
  return line.rest.length > longestLine;
}

/** The words of a line's value with their columns in the line. */
export function valueWords(line: ConfLine): Word[] {
  const { value, range } = written(line);
  return words(value, range.start);
}

/** The word that the column is in or at the end of, or an empty one there. */
export function wordAt(line: ConfLine, column: number): Word {
  const found = valueWords(line).find(({ start, text }) => start <= column && column <= start + text.length);
  return found ?? { text: '', start: Math.max(column, restColumn(line)) };
}

/** The words after a makedumpfile command, whatever path stands before it; undefined for other commands. */
export function makedumpfileWords(line: ConfLine): Word[] | undefined {
  if (line.keyword !== 'core_collector') return undefined;
  const [command, ...others] = valueWords(line);
  return command !== undefined && /(^|\/|")makedumpfile$/.test(command.text) ? others : undefined;
}

export function wordRange(line: ConfLine, word: Word): LineRange {
  return { line: line.number, start: word.start, end: word.start + word.text.length };
}
