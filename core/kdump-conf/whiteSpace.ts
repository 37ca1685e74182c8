/**
 * The two ideas of white space that kdump's scripts have: the shell's `read` splits at spaces and tabs, while sed and
 * grep call space what the C library's locale does (glibc, any UTF-8 locale: no-break spaces are not among them).
 */
export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

export function isWordCharacter(character: string | undefined): boolean {
  return !isBlank(character);
}

export function isSpace(character: string | undefined): boolean {
  if (character === undefined) return false;
  const code = character.charCodeAt(0);
  if (code < 0x1680) return code === 0x20 || (code >= 9 && code <= 13);
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a && code !== 0x2007) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x205f ||
    code === 0x3000
  );
}

type Test = (character: string | undefined) => boolean;

/** The first position at or after `from` whose character fails the test. */
export function skip(text: string, from: number, test: Test): number {
  let at = from;
  while (at < text.length && test(text[at])) at++;
  return at;
}

/** The end of `text` once characters that pass the test are taken off it, never before `from`. */
export function trimmedEnd(text: string, from: number, test: Test): number {
  let end = text.length;
  while (end > from && test(text[end - 1])) end--;
  return end;
}

export interface Word {
  readonly text: string;
  /** Offset in the text that was split, or in the one that it is a part of. */
  readonly start: number;
}

/**
 * Words as an unquoted shell variable gives them: split at runs of spaces and tabs, quotes without meaning. Where the
 * text is a part of another one, `offset` is where it begins there.
 */
export function words(text: string, offset = 0): Word[] {
  const found: Word[] = [];
  let at = skip(text, 0, isBlank);
  while (at < text.length) {
    const end = skip(text, at, isWordCharacter);
    found.push({ text: text.slice(at, end), start: offset + at });
    at = skip(text, end, isBlank);
  }
  return found;
}

/** Words that go through `echo $variable`: it takes those that look like its own options. */
export function echoedWords(text: string, offset = 0): Word[] {
  const found = words(text, offset);
  const first = found.findIndex((word) => !/^-[neE]+$/.test(word.text));
  return first < 0 ? [] : found.slice(first);
}
