import type { ConfFile, ConfLine } from '../syntaxTree';
import { isBinary, rawText } from '../syntaxTree';
import { isSpace, skip, trimmedEnd } from '../whiteSpace';
import type { Entry } from './entry';
import { readOption } from './entry';

/**
 * `kdump_get_conf_val` of kdump-utils 1.0.60 and later (kdump-lib-initramfs.sh): words first, then the comment of the
 * value, then one pair of double quotes around all of it. A carriage return stays in the value.
 */
export function readWithShell(file: ConfFile): Entry[] {
  // grep takes a file with a NUL character for a binary one and shows none of its lines.
  if (isBinary(file)) return [];
  return file.lines.flatMap((line) => readLine(line) ?? []);
}

function readLine(line: ConfLine): Entry | undefined {
  const text = rawText(line);
  const first = skip(text, 0, isSpace);
  if (first === text.length || text[first] === '#') return undefined;
  const entry = withoutQuotes(withoutComment(readOption({ text, column: 0, line })));
  // The line is printed and read once more, which takes the blanks that stood inside the quotes.
  return readOption({
    text: `${entry.option} ${entry.value}`,
    column: entry.valueColumn - entry.option.length - 1,
    line,
  });
}

function withoutComment(entry: Entry): Entry {
  const comment = entry.value.indexOf('#');
  if (comment < 0) return entry;
  const kept = entry.value.slice(0, comment);
  return { ...entry, value: kept.slice(0, trimmedEnd(kept, 0, isSpace)) };
}

function withoutQuotes(entry: Entry): Entry {
  const { value } = entry;
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return entry;
  return { ...entry, value: value.slice(1, -1), valueColumn: entry.valueColumn + 1 };
}
