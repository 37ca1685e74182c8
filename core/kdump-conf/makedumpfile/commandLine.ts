import type { Word } from '../whiteSpace';
import type { MakedumpfileOption } from './options';
import { optionsOf } from './options';

/** One option as it was given. */
export interface GivenOption {
  readonly option: MakedumpfileOption;
  /** Where the option stands: its word, or its letter in a cluster such as `-cl`. */
  readonly start: number;
  readonly length: number;
  readonly argument?: Word;
  /** Whether other letters share its word. */
  readonly clustered: boolean;
}

export interface OptionProblem {
  readonly kind: 'unknown' | 'ambiguous' | 'argument-missing' | 'argument-refused';
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

export interface CommandLine {
  readonly options: readonly GivenOption[];
  readonly operands: readonly Word[];
  /** The first is where getopt stops. */
  readonly problems: readonly OptionProblem[];
}

/**
 * Reads words as GNU getopt_long does: options and operands in any order, letters in clusters, long options by any
 * unambiguous beginning, `--` before operands that look like options. Goes on after a problem, for the editor.
 */
export function parseCommandLine(words: readonly Word[], version: string): CommandLine {
  const options: GivenOption[] = [];
  const operands: Word[] = [];
  const problems: OptionProblem[] = [];
  const known = optionsOf(version);
  let next = 0;
  const take = (): Word | undefined => words[next++];
  for (let word = take(); word !== undefined; word = take()) {
    if (word.text === '--') {
      for (let rest = take(); rest !== undefined; rest = take()) operands.push(rest);
      break;
    }
    if (word.text.startsWith('--')) readLong(word);
    else if (word.text.startsWith('-') && word.text !== '-') readCluster(word);
    else operands.push(word);
  }
  return { options, operands, problems };

  function readLong(word: Word): void {
    const equals = word.text.indexOf('=');
    const name = equals < 0 ? word.text : word.text.slice(0, equals);
    const place = { text: name, start: word.start, length: name.length };
    const exact = known.get(name);
    const candidates = exact === undefined ? longOptions(name) : [exact];
    const option = candidates[0];
    if (option === undefined) problems.push({ kind: 'unknown', ...place });
    else if (candidates.length > 1) problems.push({ kind: 'ambiguous', ...place });
    else if (option.argument === undefined && equals >= 0)
      problems.push({ kind: 'argument-refused', ...place });
    else {
      const attached =
        equals < 0 ? undefined : { text: word.text.slice(equals + 1), start: word.start + equals + 1 };
      give(option, { start: word.start, length: name.length, clustered: false }, attached);
    }
  }

  function longOptions(beginning: string): MakedumpfileOption[] {
    return [...known.values()].filter(({ name }) => name.startsWith(beginning));
  }

  function readCluster(word: Word): void {
    for (let at = 1; at < word.text.length; at++) {
      const letter = word.text.charAt(at);
      const start = word.start + at;
      const option = known.get(`-${letter}`);
      if (option === undefined) {
        // Alone in its word it has the dash for itself.
        const dash = word.text.length === 2 ? 1 : 0;
        problems.push({ kind: 'unknown', text: `-${letter}`, start: start - dash, length: 1 + dash });
        continue;
      }
      const clustered = at > 1 || (at + 1 < word.text.length && option.argument === undefined);
      const rest = word.text.slice(at + 1);
      const attached =
        option.argument === undefined || rest === '' ? undefined : { text: rest, start: start + 1 };
      give(
        option,
        clustered ? { start, length: 1, clustered } : { start: start - 1, length: 2, clustered },
        attached,
      );
      if (option.argument !== undefined) return;
    }
  }

  function give(
    option: MakedumpfileOption,
    place: Pick<GivenOption, 'start' | 'length' | 'clustered'>,
    attached: Word | undefined,
  ): void {
    const argument = option.argument === undefined ? undefined : (attached ?? take());
    if (option.argument !== undefined && argument === undefined) {
      problems.push({
        kind: 'argument-missing',
        text: option.name,
        start: place.start,
        length: place.length,
      });
      return;
    }
    const { start, length, clustered } = place;
    options.push(
      argument === undefined
        ? { option, start, length, clustered }
        : { option, start, length, clustered, argument },
    );
  }
}
