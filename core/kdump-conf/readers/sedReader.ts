import type { ConfFile, ConfLine } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { isSpace, skip, trimmedEnd } from '../whiteSpace';
import type { Entry } from './entry';
import { readOption, withoutNul } from './entry';

/**
 * `kdump_read_conf` of RHEL 9 and of kdump-utils up to 1.0.59 (kdump-lib-initramfs.sh): the comment goes first, even
 * from the middle of a keyword, then all white space around, carriage returns included.
 */
export function readWithSed(file: ConfFile): Entry[] {
  return file.lines.flatMap((line) => readLine(line) ?? []);
}

function hasNulInName(text: string): boolean {
  const nul = text.indexOf('\0');
  return nul >= 0 && nul < skip(text, skip(text, 0, isSpace), isNoSpace);
}

const isNoSpace = (character: string | undefined): boolean => !isSpace(character);

function readLine(line: ConfLine): Entry | undefined {
  if (line.keyword === '' && (line.rest === '' || line.rest.startsWith('#'))) return undefined;
  const text = withoutNul(rawText(line));
  const comment = text.indexOf('#');
  const cut = comment < 0 ? text : text.slice(0, comment);
  const start = skip(cut, 0, isSpace);
  const end = trimmedEnd(cut, start, isSpace);
  if (start === end) return undefined;
  const optionEnd = skip(cut, start, isNoSpace);
  const valueStart = Math.min(skip(cut, optionEnd, isSpace), end);
  const value = readOption({ text: `x ${cut.slice(valueStart, end)}`, column: valueStart - 2, line });
  const entry = { ...value, option: cut.slice(start, optionEnd) };
  return hasNulInName(rawText(line)) ? { ...entry, hidden: true } : entry;
}
