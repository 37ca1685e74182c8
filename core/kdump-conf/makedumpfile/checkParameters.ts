import type { Word } from '../whiteSpace';
import type { CommandLine, GivenOption, OptionProblem } from './commandLine';
import { parseCommandLine } from './commandLine';
import { dumpLevelProblem } from './dumpLevel';
import { findNearest } from '../suggestion';
import { choose, modeProblem, strayOperand } from './modes';
import { makedumpfileOptions, optionsOf } from './options';
import { atoi, isSizeLimit } from './numbers';

/** Why `makedumpfile --check-params` refuses, and which part of the command line is to blame. */
export interface ParameterProblem {
  readonly message: string;
  /** The option that the version does not have, where that is the problem. */
  readonly unknown?: string;
  /** What to write in its place, where that is plain. */
  readonly instead?: string;
  /** Absent when the command line as a whole is at fault. */
  readonly place?: { readonly start: number; readonly length: number };
}

const largestMessageLevel = 31;

/** Arguments that are always taken. */
const usualArguments: Readonly<Record<string, string>> = { '-d': '31', '--message-level': '7' };

const wordsForProblem: Readonly<Record<OptionProblem['kind'], string>> = {
  unknown: 'is no option of makedumpfile',
  ambiguous: 'could be several options of makedumpfile',
  'argument-missing': 'needs an argument',
  'argument-refused': 'takes no argument',
};

/**
 * What makedumpfile says to the words when kdump adds its own operands behind them (main and check_param_for_… in
 * makedumpfile.c). An option that wants an argument at the very end eats the first operand, as in the real program.
 */
export function checkParameters(
  given: readonly Word[],
  operandsAdded: readonly string[],
  version: string,
): ParameterProblem | undefined {
  const end = given.reduce((last, word) => Math.max(last, word.start + word.text.length), 0);
  const added = operandsAdded.map((text) => ({ text, start: end }));
  const line = parseCommandLine([...given, ...added], version);
  const first = firstProblem(line);
  if (first !== undefined) return first;
  const chosen = choose(line);
  const message = modeProblem(chosen);
  if (message !== undefined) return { message };
  const stray = strayOperand(line, chosen, operandsAdded.length);
  if (stray === undefined) return undefined;
  const place =
    stray.word === undefined ? undefined : { start: stray.word.start, length: stray.word.text.length };
  return place === undefined ? { message: stray.message } : { message: stray.message, place };
}

const everyOption = new Map(makedumpfileOptions.map((option) => [option.name, option]));

/** For options that another version of makedumpfile has. */
function sinceOf(name: string): string {
  const option = everyOption.get(name);
  if (option === undefined) return '';
  return option.removed === undefined ? ` before ${option.since}` : ` since ${option.removed}`;
}

/** getopt's complaints and those of single arguments, whichever comes first. */
function firstProblem(line: CommandLine): ParameterProblem | undefined {
  const unread = line.problems[0];
  for (const given of line.options) {
    if (unread !== undefined && given.start > unread.start) break;
    const message = argumentProblem(given);
    if (message !== undefined) {
      const place = given.argument ?? { text: '', start: given.start };
      const instead = usualArguments[given.option.name];
      return {
        message,
        place: { start: place.start, length: place.text.length },
        ...(instead === undefined ? {} : { instead }),
      };
    }
  }
  if (unread === undefined) return undefined;
  const { kind, text, start, length } = unread;
  const message = `"${text}" ${wordsForProblem[kind]}${sinceOf(text)}.`;
  return { message, place: { start, length }, ...(kind === 'unknown' ? { unknown: text } : {}) };
}

/** The long option that was probably meant. */
export function meantOption(unknown: string, version: string): string | undefined {
  if (!unknown.startsWith('--')) return undefined;
  return findNearest(unknown, [...optionsOf(version).keys()]);
}

function argumentProblem({ option, argument }: GivenOption): string | undefined {
  if (argument === undefined) return undefined;
  if (option.name === '-d') return dumpLevelProblem(argument.text);
  if (option.name === '-L' && !isSizeLimit(argument.text)) return `Limit size(${argument.text}) is invalid.`;
  if (option.name === '--message-level') {
    const level = atoi(argument.text);
    return level < 0 || level > largestMessageLevel ? `Message_level(${level}) is invalid.` : undefined;
  }
  return undefined;
}
