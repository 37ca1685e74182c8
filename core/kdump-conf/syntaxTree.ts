import { isBlank, trimmedEnd } from './whiteSpace';

/**
 * The concrete syntax of a kdump.conf: a list of lines, each cut into pieces that together are the line, character
 * for character. The tree knows nothing of releases; how a release reads a line is told in `dialects/`.
 */
export type LineEnd = '' | '\n' | '\r\n';

/** What some editors write before a text in UTF-8. */
export const byteOrderMark = '\ufeff';

export interface ConfLine {
  /** Zero-based. */
  readonly number: number;
  /** The line without its line end; the pieces are cut out of it. */
  readonly text: string;
  /** Spaces and tabs before the first word. */
  readonly indent: string;
  /** The first word; empty in blank lines and comments. */
  readonly keyword: string;
  /** Spaces and tabs after the keyword. */
  readonly separator: string;
  /** What follows, comment included; a whole comment line is here, beginning with `#`. */
  readonly rest: string;
  readonly lineEnd: LineEnd;
}

export interface ConfFile {
  /** The last line has no line end; it is empty when the text ends in one. */
  readonly lines: readonly ConfLine[];
}

/** The half-open stretch of one line that something is about, in UTF-16 code units, as editors count. */
export interface LineRange {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export type LineKind = 'blank' | 'comment' | 'directive';

export function lineKind(line: ConfLine): LineKind {
  if (line.keyword !== '') return 'directive';
  return line.rest === '' ? 'blank' : 'comment';
}

/** The line as a program that splits at line feeds sees it: a carriage return before one stays. */
export function rawText(line: ConfLine): string {
  return line.lineEnd === '\r\n' ? `${line.text}\r` : line.text;
}

/** The line as grep sees it: where it meets a NUL character it takes the file for a binary one, and ends a line there. */
export function greppedText(line: ConfLine): string {
  const text = rawText(line);
  return text.includes('\0') ? text.replaceAll('\0', '\n') : text;
}

/** Whether grep says no more of the file than that it matches. */
export function isBinary(file: ConfFile): boolean {
  return file.lines.some(({ text }) => text.includes('\0'));
}

export function print(file: ConfFile): string {
  return file.lines
    .map(({ indent, keyword, separator, rest, lineEnd }) => indent + keyword + separator + rest + lineEnd)
    .join('');
}

/** Column of the first character after keyword and separator. */
export function restColumn(line: ConfLine): number {
  return line.indent.length + line.keyword.length + line.separator.length;
}

export function keywordRange(line: ConfLine): LineRange {
  const start = line.indent.length;
  return { line: line.number, start, end: start + line.keyword.length };
}

/** The written argument: what stands between the separator and a comment, without blanks at its end. */
export interface Written {
  readonly value: string;
  readonly range: LineRange;
}

/** Reads the argument as every release since RHEL 7 does: a `#` begins a comment wherever it stands. */
export function written(line: ConfLine): Written {
  const comment = line.rest.indexOf('#');
  const end = trimmedEnd(comment < 0 ? line.rest : line.rest.slice(0, comment), 0, isBlank);
  const start = restColumn(line);
  return { value: line.rest.slice(0, end), range: { line: line.number, start, end: start + end } };
}

/** The comment of a line, `#` included, or undefined. */
export function commentRange(line: ConfLine): LineRange | undefined {
  const comment = line.rest.indexOf('#');
  if (comment < 0) return undefined;
  const start = restColumn(line);
  return { line: line.number, start: start + comment, end: start + line.rest.length };
}
