import type { ConfFile } from '../syntaxTree';
import { lineKind } from '../syntaxTree';

export interface FoldingRange {
  readonly startLine: number;
  /** The last line of the block. */
  readonly endLine: number;
}

/** Blocks of two or more comment lines. */
export function foldingRanges(file: ConfFile): FoldingRange[] {
  const found: FoldingRange[] = [];
  let start: number | undefined;
  for (const line of file.lines) {
    const comment = lineKind(line) === 'comment';
    if (comment) start ??= line.number;
    if (start !== undefined && (!comment || line.number === file.lines.length - 1)) {
      const endLine = comment ? line.number : line.number - 1;
      if (endLine > start) found.push({ startLine: start, endLine });
      start = undefined;
    }
  }
  return found;
}
