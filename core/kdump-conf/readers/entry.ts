import type { ConfFile, ConfLine } from '../syntaxTree';
import { restColumn } from '../syntaxTree';
import { isBlank, isWordCharacter, skip, trimmedEnd } from '../whiteSpace';

/** One option as a release's scripts see it, after comments, blanks and perhaps quotes are gone. */
export interface Entry {
  readonly option: string;
  readonly value: string;
  readonly line: ConfLine;
  /** Where the value begins in its line; exact unless a backslash was taken out of it. */
  readonly valueColumn: number;
  /** A NUL character stands in the name: the shell drops it, and sed, asked for the name, does not find it. */
  readonly hidden?: true;
}

export type Reader = (file: ConfFile) => Entry[];

/** A piece of a line that a script hands to the shell's `read`, with its place in the line. */
export interface Shown {
  readonly text: string;
  readonly column: number;
  readonly line: ConfLine;
}

/** Bash drops NUL characters from everything that it reads. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** `read -r option value`: the first word, and the rest without the blanks around it. */
export function readOption(shown: Shown): Entry {
  const { text, column, line } = shown;
  const start = skip(text, 0, isBlank);
  const end = skip(text, start, isWordCharacter);
  const valueStart = skip(text, end, isBlank);
  return {
    option: text.slice(start, end),
    value: text.slice(valueStart, trimmedEnd(text, valueStart, isBlank)),
    line,
    valueColumn: column + valueStart,
  };
}

/**
 * `read option value` without `-r`: a backslash takes away the meaning of the next character and vanishes, and one at
 * the end of a line joins the next line to it.
 */
export function readOptionsWithBackslashes(lines: readonly Shown[]): Entry[] {
  const entries: Entry[] = [];
  let open: Shown[] = [];
  for (const shown of lines) {
    if (endsInOpenBackslash(shown.text)) open.push(shown);
    else {
      entries.push(unescaped(joinLines(open, shown)));
      if (open.length > 0) open = [];
    }
  }
  // A line that wants to be joined to nothing: `read` meets the end of the input, and the loop ends before it.
  return entries;
}

/** The last line with those before it, each of which ends in a backslash that goes. */
function joinLines(open: readonly Shown[], last: Shown): Shown {
  const [first] = open;
  if (first === undefined) return last;
  return { ...first, text: open.map(({ text }) => text.slice(0, -1)).join('') + last.text };
}

/** Within one line: what a joined line ends in is always an even number of backslashes. */
function endsInOpenBackslash(text: string): boolean {
  let backslashes = 0;
  while (text[text.length - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function unescaped(shown: Shown): Entry {
  if (!shown.text.includes('\\')) return readOption(shown);
  // A protected blank becomes a private-use character for the time of the splitting.
  const protectedBlank: Record<string, string> = { ' ': '\uf8fe', '\t': '\uf8ff' };
  const text = shown.text.replace(/\\([\s\S])/g, (_all, next: string) => protectedBlank[next] ?? next);
  const entry = readOption({ ...shown, text });
  const restored = (part: string): string => part.replaceAll('\uf8fe', ' ').replaceAll('\uf8ff', '\t');
  return {
    option: restored(entry.option),
    value: restored(entry.value),
    line: shown.line,
    valueColumn: restColumn(shown.line),
  };
}
