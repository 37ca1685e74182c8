import type { ConfLine, LineRange } from './syntaxTree';
import type { Entry } from './readers/entry';

/** A stretch of the line, kept within it: readers that join or unescape lines know their places only roughly. */
export function rangeIn(line: ConfLine, start: number, end: number): LineRange {
  const length = line.text.length;
  const from = Math.max(0, Math.min(start, length));
  return { line: line.number, start: from, end: Math.max(from, Math.min(end, length)) };
}

export function valueRange(entry: Entry): LineRange {
  return rangeIn(entry.line, entry.valueColumn, entry.valueColumn + entry.value.length);
}

/** A part of an entry's value, by offsets in the value. */
export function partRange(entry: Entry, start: number, length: number): LineRange {
  return rangeIn(entry.line, entry.valueColumn + start, entry.valueColumn + start + length);
}
