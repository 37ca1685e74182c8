import type { Finding } from '../finding';
import { warn } from '../finding';
import { removeLine, replace, unixLineEnds } from '../fixes';
import type { Check, Reading } from '../reading';
import { findEach } from '../reading';
import type { ConfLine, LineRange } from '../syntaxTree';
import { keywordRange, lineKind } from '../syntaxTree';

function wholeLine(line: ConfLine): LineRange {
  return { line: line.number, start: line.indent.length, end: line.text.length };
}

export const carriageReturns: Check = (reading) => {
  if (reading.dialect.takesCarriageReturns) return [];
  const line = reading.file.lines.find(
    (candidate) => candidate.lineEnd === '\r\n' && candidate.keyword !== '',
  );
  if (line === undefined) return [];
  const message = 'The file has Windows line ends: every value ends with a carriage return.';
  const reason = `${reading.target.title} does not count a carriage return as a blank.`;
  return [warn('carriage-return', wholeLine(line), message, [unixLineEnds], reason)];
};

export const nulCharacter: Check = (reading) => {
  const line = reading.file.lines.find(({ keyword, rest }) => rest.includes('\0') || keyword.includes('\0'));
  if (line === undefined) return [];
  const at = line.text.indexOf('\0');
  const reason = reading.dialect.takesQuotes
    ? 'grep takes the file for a binary one: kdump reads nothing of it and uses the defaults.'
    : 'The shell drops it and reads on.';
  const range = { line: line.number, start: at, end: at + 1 };
  return [
    warn('nul-character', range, 'There is a NUL character.', [replace('Remove it', range, '')], reason),
  ];
};

/** What stands for bytes that are not UTF-8, such as letters of Latin-1, once a file is read. */
const undecodable = '\ufffd';

/** In a UTF-8 locale; RHEL 6 to 8 read past them. */
export const notUtf8: Check = ({ file, target, dialect }) => {
  if (target.distribution !== 'el9' && target.distribution !== 'kdump-utils') return [];
  const line = file.lines.find(({ text }) => text.includes(undecodable));
  if (line === undefined) return [];
  const at = line.text.indexOf(undecodable);
  const range = { line: line.number, start: at, end: at + 1 };
  const reason = dialect.takesQuotes
    ? 'grep leaves the whole line out, without stopping kdump.'
    : 'sed takes a comment away only up to here, and what follows is no directive.';
  const fix = replace('Remove it', range, '');
  return [warn('not-utf8', range, 'What is written here is not UTF-8.', [fix], reason)];
};

/** Lines that hold a directive and never reach the parser. */
export const unreadLines: Check = (reading) => {
  const { file, target, entries } = reading;
  if (target.distribution === 'el6') return unfinishedLastLine(reading);
  if (!reading.dialect.searchesFirstColumn) return [];
  const readLines = new Set(entries.map(({ line }) => line.number));
  return findEach(reading, file.lines, (line) => {
    if (lineKind(line) !== 'directive' || readLines.has(line.number) || line.text.trim().length !== 1)
      return undefined;
    const reason = `${target.title} passes over lines of one character without a word.`;
    return warn('line-not-read', wholeLine(line), 'This line is never read.', [removeLine(line)], reason);
  });
};

function unfinishedLastLine({ file }: Reading): Finding[] {
  const last = file.lines.at(-1);
  if (last === undefined || lineKind(last) !== 'directive') return [];
  const range = wholeLine(last);
  const fix = replace('End the line', { ...range, start: range.end }, '\n');
  const reason = 'RHEL 6 does not read a last line that no line feed ends.';
  return [warn('line-not-read', range, 'This line is never read.', [fix], reason)];
}

export const backslashAtEnd: Check = (reading) =>
  findEach(reading, reading.file.lines, (line) => {
    if (line.keyword === '' || !(line.rest === '' ? line.keyword + line.separator : line.rest).endsWith('\\'))
      return undefined;
    const end = line.text.length;
    const range = { line: line.number, start: end - 1, end };
    const joins = reading.target.distribution === 'el6' || reading.target.distribution === 'el7';
    const message = joins
      ? 'The backslash joins the next line to this one in this release only.'
      : 'A backslash does not continue a line: it is part of the value, and the next line stands alone.';
    return warn('continued-line', range, message, [replace('Remove the backslash', range, '')]);
  });

/** RHEL 6 and 8 read an indented directive, but other scripts of theirs look in the first column. */
export const indentedDirectives: Check = (reading) => {
  const { distribution, title } = reading.target;
  if (distribution !== 'el6' && distribution !== 'el8') return [];
  return findEach(reading, reading.file.lines, (line) => {
    if (line.indent === '' || line.keyword === '') return undefined;
    const range = { line: line.number, start: 0, end: line.indent.length };
    const fix = replace('Remove the blanks before the directive', range, '');
    const message = `Parts of ${title}’s kdump look for '${line.keyword}' in the first column only.`;
    const reason = 'They act as if the line were not there.';
    return warn('indented-directive', { ...keywordRange(line), start: 0 }, message, [fix], reason);
  });
};
