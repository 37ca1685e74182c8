/**
 * A log is written by whoever can make the kernel print. Characters that move, hide or reorder text are shown as
 * marks, each as long as what it stands for, so that a column of the display is the same column of the log.
 */
const unseen =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** Keeps tabs and line feeds, which lay text out as the kernel meant. */
export function showUnseen(text: string): string {
  return text.replace(unseen, mark);
}

/** "U+202E right-to-left override"-like words for a marked character; undefined for one that shows itself. */
export function unseenName(text: string, offset: number): string | undefined {
  const codePoint = text.codePointAt(offset);
  if (
    codePoint === undefined ||
    showUnseen(String.fromCodePoint(codePoint)) === String.fromCodePoint(codePoint)
  ) {
    return undefined;
  }
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

const controlPictures = 0x2400;
const deletePicture = '\u2421';
/** “Symbol for substitute form two”: it is neither invisible nor a letter. */
const otherMark = '\u2426';

function mark(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(controlPictures + code);
  if (code === 0x7f) return deletePicture;
  return otherMark.repeat(character.length);
}
