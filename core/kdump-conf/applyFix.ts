import type { Position, QuickFix } from './diagnose';

/** The text after a quick fix; editors have their own way, this is for programs. */
export function applyFix(text: string, fix: QuickFix): string {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const offset = ({ line, character }: Position): number =>
    Math.min((lineStarts[line] ?? text.length) + character, text.length);
  const edits = fix.edits
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((one, other) => other.start - one.start);
  const edited = edits.reduce(
    (result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end),
    text,
  );
  return fix.normaliseLineEnds === undefined ? edited : edited.replaceAll('\r\n', '\n');
}
