import type { Group } from '../directives/directive';
import { findDirective } from '../directives/table';
import type { ConfFile, LineRange } from '../syntaxTree';
import { keywordRange, lineKind, written } from '../syntaxTree';

export interface DocumentSymbol {
  readonly name: string;
  /** The value, shortened. */
  readonly detail: string;
  readonly group: Group | 'unknown';
  readonly range: LineRange;
  readonly selection: LineRange;
}

const longestDetail = 80;

/** One symbol a directive, in the order of the file. */
export function documentSymbols(file: ConfFile): DocumentSymbol[] {
  return file.lines
    .filter((line) => lineKind(line) === 'directive')
    .map((line) => {
      const { value } = written(line);
      return {
        name: line.keyword,
        detail: value.length > longestDetail ? `${value.slice(0, longestDetail - 1)}…` : value,
        group: findDirective(line.keyword)?.group ?? 'unknown',
        range: { line: line.number, start: 0, end: line.text.length },
        selection: keywordRange(line),
      };
    });
}
