/**
 * Text of a dump is untrusted: a log line can hold terminal escapes, or bidirectional controls that make it read
 * otherwise than it is. These become visible marks; every other character stays as it is.
 */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** `text` with control, bidirectional and zero-width characters as marks; tabs and line feeds stay. */
export function visibleText(text: string): string {
  return text.replace(invisible, (character) => mark(character.charCodeAt(0)));
}

/** C0 controls and DEL have pictures of their own in Unicode; the rest show their number. */
function mark(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
