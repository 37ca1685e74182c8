import type { LineEdit, LineFix } from './finding';
import type { ConfLine, LineRange } from './syntaxTree';
import { keywordRange } from './syntaxTree';

export function replace(title: string, range: LineRange, newText: string): LineFix {
  return { title, edits: [{ range, newText }] };
}

export function rename(line: ConfLine, name: string): LineFix {
  return replace(`Change to '${name}'`, keywordRange(line), name);
}

export function removeLine(line: ConfLine): LineFix {
  return { title: 'Remove this line', edits: [], deleteLines: [line.number] };
}

export function insert(title: string, line: number, at: number, newText: string): LineFix {
  return replace(title, { line, start: at, end: at }, newText);
}

/** Several edits under one title. */
export function edits(title: string, changes: readonly LineEdit[]): LineFix {
  return { title, edits: changes };
}
