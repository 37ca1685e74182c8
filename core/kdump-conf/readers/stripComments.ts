import type { ConfFile, ConfLine } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { isBlank, isSpace, skip } from '../whiteSpace';
import type { Entry, Shown } from './entry';
import { readOption, readOptionsWithBackslashes, withoutNul } from './entry';

/**
 * `read_strip_comments` of RHEL 7, RHEL 8 and openEuler (kdump-lib.sh): sed prints what stands before the first `#` of
 * every line that shows at least two characters there. A line of one character is therefore never seen.
 */
function showLine(line: ConfLine): Shown | undefined {
  const text = rawText(line);
  for (let start = skip(text, 0, isSpace); start >= 0; start--) {
    const first = text[start];
    const second = text[start + 1];
    if (first === undefined || first === '#' || isBlank(first)) continue;
    if (second === undefined || second === '#') continue;
    const comment = text.indexOf('#', start);
    const shown = comment < 0 ? text.slice(start) : text.slice(start, comment);
    return { text: withoutNul(shown), column: start, line };
  }
  return undefined;
}

function show(file: ConfFile): Shown[] {
  return file.lines.flatMap((line) => showLine(line) ?? []);
}

export function readStrippedLines(file: ConfFile): Entry[] {
  return show(file).map(readOption);
}

export function readStrippedLinesWithBackslashes(file: ConfFile): Entry[] {
  return readOptionsWithBackslashes(show(file));
}
