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
  return removeLineAt(line.number);
}

export function removeLineAt(number: number): LineFix {
  return { title: 'Remove this line', edits: [], deleteLines: [number] };
}

/** Where several lines are at fault, so that the titles differ. */
export function removeDirective(line: ConfLine): LineFix {
  return { ...removeLine(line), title: `Remove '${line.keyword}'` };
}

/** Takes words out of a value, with the blank before them. */
export function removeWords(title: string, { line, start, end }: LineRange): LineFix {
  return replace(title, { line, start: start - 1, end }, '');
}

export function insert(title: string, line: number, at: number, newText: string): LineFix {
  return replace(title, { line, start: at, end: at }, newText);
}

export const unixLineEnds: LineFix = {
  title: 'Use Unix line ends in the whole file',
  edits: [],
  normaliseLineEnds: true,
};

/** Several edits under one title. */
export function edits(title: string, changes: readonly LineEdit[]): LineFix {
  return { title, edits: changes };
}
