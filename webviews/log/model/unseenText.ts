import { codePointName, controlPicture, unseenCharacters } from '../../../core/base/visibleText';

/** “Symbol for substitute form two”: it is neither invisible nor a letter. */
const otherMark = '\u2426';

/**
 * A log is written by whoever can make the kernel print. What would not be seen is shown as marks, each as long as
 * what it stands for, so that a column of the display is the same column of the log.
 */
export function showUnseen(text: string): string {
  return text.replace(
    unseenCharacters,
    (character) => controlPicture(character) ?? otherMark.repeat(character.length),
  );
}

/** "U+202E" for a character that is shown as a mark; undefined for one that shows itself. */
export function unseenName(text: string, offset: number): string | undefined {
  const codePoint = text.codePointAt(offset);
  if (codePoint === undefined) return undefined;
  const character = String.fromCodePoint(codePoint);
  return showUnseen(character) === character ? undefined : codePointName(character);
}
