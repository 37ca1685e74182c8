import { findDirective } from '../directives/table';
import { parse } from '../parse';
import type { ConfLine } from '../syntaxTree';
import { lineKind } from '../syntaxTree';
import { isBlank, trimmedEnd } from '../whiteSpace';

/**
 * The text with directives in the first column, one blank after them and none at the ends of lines. Everything inside
 * values stays, because blanks there can matter; lines that no release would take stay as they are.
 */
export function format(text: string): string {
  return parse(text)
    .lines.map((line) => formatLine(line) + line.lineEnd)
    .join('');
}

export function formatLine(line: ConfLine): string {
  const text = line.text;
  // A backslash can hold on to the blank after it, and join lines, in some releases.
  if (text.includes('\\') || text.includes('\0')) return text;
  switch (lineKind(line)) {
    case 'blank':
      return '';
    case 'comment':
      return withoutBlanksAtEnd(text);
    case 'directive':
      if (!isSound(line)) return text;
      // Where a carriage return is part of the value, so are the blanks before it.
      return line.lineEnd === '\r\n'
        ? `${line.keyword} ${line.rest}`
        : withoutBlanksAtEnd(`${line.keyword} ${line.rest}`);
  }
}

function isSound(line: ConfLine): boolean {
  return findDirective(line.keyword) !== undefined && line.rest !== '' && !line.rest.startsWith('#');
}

function withoutBlanksAtEnd(text: string): string {
  return text.slice(0, trimmedEnd(text, 0, isBlank));
}
