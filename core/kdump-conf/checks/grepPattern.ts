import { parsePattern } from './grepSyntax';

/** Far more than a name of a machine takes; a pattern made to take longer counts as not found. */
const mostTries = 1_000_000;

/**
 * Whether grep finds a basic regular expression in one line of text: all of what GNU grep knows but back references,
 * which count as not found, as does what grep refuses. All ways of matching are followed at once.
 */
export function grepFinds(pattern: string, text: string): boolean {
  const whole = parsePattern(pattern);
  if (whole === undefined) return false;
  const line = { characters: Array.from(text), triesLeft: mostTries };
  const everywhere = new Set(Array.from({ length: line.characters.length + 1 }, (_, place) => place));
  return whole(everywhere, line).size > 0;
}
