import type { ConfFile, ConfLine, LineEnd } from './syntaxTree';
import { isBlank, isWordCharacter, skip } from './whiteSpace';

/**
 * Cuts any text into lines and each line into its pieces, in one pass: every character is looked at a bounded number
 * of times, however long the line. `print` gives the same text back.
 */
export function parse(text: string): ConfFile {
  const lines: ConfLine[] = [];
  let start = 0;
  for (;;) {
    const lineFeed = text.indexOf('\n', start);
    if (lineFeed < 0) {
      lines.push(cutLine(text.slice(start), '', lines.length));
      return { lines };
    }
    const carriageReturn = lineFeed > start && text[lineFeed - 1] === '\r';
    const end = carriageReturn ? lineFeed - 1 : lineFeed;
    lines.push(cutLine(text.slice(start, end), carriageReturn ? '\r\n' : '\n', lines.length));
    start = lineFeed + 1;
  }
}

function cutLine(text: string, lineEnd: LineEnd, number: number): ConfLine {
  const keywordStart = skip(text, 0, isBlank);
  const keywordEnd = text[keywordStart] === '#' ? keywordStart : skip(text, keywordStart, isWordCharacter);
  const restStart = skip(text, keywordEnd, isBlank);
  return {
    number,
    text,
    indent: text.slice(0, keywordStart),
    keyword: text.slice(keywordStart, keywordEnd),
    separator: text.slice(keywordEnd, restStart),
    rest: text.slice(restStart),
    lineEnd,
  };
}
