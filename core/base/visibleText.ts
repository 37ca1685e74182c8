/**
 * Text of a dump is untrusted: a log line can hold terminal escapes, or bidirectional controls that make it read
 * otherwise than it is. Characters that move, hide or reorder text, but for tabs and line feeds, which lay text out as
 * the kernel meant.
 */
export const unseenCharacters =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** `text` with control, bidirectional and zero-width characters as marks; every other character stays as it is. */
export function visibleText(text: string): string {
  return text.replace(unseenCharacters, (character) => controlPicture(character) ?? codePointMark(character));
}

/** C0 controls and DEL have pictures of their own in Unicode; undefined for any other character. */
export function controlPicture(character: string): string | undefined {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : undefined;
}

/** "U+202E" */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function codePointMark(character: string): string {
  return `⟨${codePointName(character)}⟩`;
}
