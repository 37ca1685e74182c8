import type { ConfFile } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { echoedWords } from '../whiteSpace';
import type { Entry } from './entry';
import { readOptionsWithBackslashes, withoutNul } from './entry';

/**
 * RHEL 6's mkdumprd: a `read` loop straight over the file. A last line without a line feed is never seen, comments
 * end at the *last* `#`, and runs of blanks in a value shrink to one.
 */
export function readWithLineLoop(file: ConfFile): Entry[] {
  const lines = file.lines
    .filter((line) => line.lineEnd !== '')
    .map((line) => ({ text: withoutNul(rawText(line)), column: 0, line }));
  return readOptionsWithBackslashes(lines).map(echoed);
}

/** Other values come out as they went in. */
const changesInEcho = /\t| {2}|^-|#/;

/** Not trimmed after the comment is cut: `poweroff # why` leaves "poweroff ", which is no known action. */
function echoed(entry: Entry): Entry {
  if (!changesInEcho.test(entry.value)) return entry;
  const words = echoedWords(entry.value).map((word) => word.text);
  const text = words.join(' ');
  const comment = text.lastIndexOf('#');
  return { ...entry, value: comment < 0 ? text : text.slice(0, comment) };
}
