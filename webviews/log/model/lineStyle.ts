import { findLinks } from './logLinks';

/** A stretch of a line [start, end) and the role it plays there; the style sheet has a class for each role. */
export interface StyledSpan {
  readonly start: number;
  readonly end: number;
  readonly role: 'time' | 'stale' | 'link' | 'mark';
}

const scannedCharacters = 10_000;
const timestamp = /^\[ *\d+\.\d+\] /;
/** A return address the unwinder found on the stack but does not vouch for. */
const staleFrame = /(?<=^(?:\[[^\]]*\])? +)\? .*$/;
const marks = /[\u2400-\u2426]+/g;

export function lineStyle(line: string): StyledSpan[] {
  const scanned = line.slice(0, scannedCharacters);
  const spans: StyledSpan[] = [];
  const time = timestamp.exec(scanned);
  if (time) spans.push({ start: 0, end: time[0].length, role: 'time' });
  const stale = staleFrame.exec(scanned);
  if (stale) spans.push({ start: stale.index, end: scanned.length, role: 'stale' });
  for (const { start, end } of findLinks(scanned)) spans.push({ start, end, role: 'link' });
  for (const mark of scanned.matchAll(marks)) {
    spans.push({ start: mark.index, end: mark.index + mark[0].length, role: 'mark' });
  }
  return spans;
}
