import type { Finding, LineFix } from '../finding';
import { stop } from '../finding';
import { insert, removeWords, replace } from '../fixes';
import { LastRound } from '../lastRound';
import type { ParameterProblem } from '../makedumpfile/checkParameters';
import { checkParameters, meantOption } from '../makedumpfile/checkParameters';
import { assumedVersion } from '../makedumpfile/options';
import { partRange, rangeIn, valueRange } from '../range';
import type { Entry } from '../readers/entry';
import type { Check, Reading } from '../reading';
import { findByName, findEach } from '../reading';
import { greppedText } from '../syntaxTree';
import { mostGuesses } from '../suggestion';
import { words } from '../whiteSpace';

const program = 'makedumpfile';

/** Whether a release's scripts see an ssh or a raw target. */
export interface StreamTargets {
  readonly isSsh: (reading: Reading) => boolean;
  readonly isRaw: (reading: Reading) => boolean;
}

/** Up to RHEL 8: grep in the first column, so that an indented target is not seen. */
export const byFirstColumn: StreamTargets = {
  isSsh: (reading) =>
    reading.file.lines.some((line) =>
      /(?:^|\n)ssh[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000][^\n]*@/.test(greppedText(line)),
    ),
  isRaw: (reading) => reading.file.lines.some((line) => /(?:^|\n)raw/.test(greppedText(line))),
};

export const byOption: StreamTargets = {
  isSsh: (reading) => findByName(reading, 'ssh')?.value.includes('@') ?? false,
  isRaw: (reading) => (findByName(reading, 'raw')?.value ?? '') !== '',
};

/** kdump-utils 1.0.59 takes double quotes away where a script looks for one option, and nowhere else. */
export const byUnquotedOption: StreamTargets = {
  isSsh: byOption.isSsh,
  isRaw: (reading) => byOption.isRaw(reading) && findByName(reading, 'raw')?.value !== '""',
};

function collectors(reading: Reading): Entry[] {
  return reading.buildEntries.filter(
    (entry) => entry.option === 'core_collector' && startsProgram(entry.value),
  );
}

/** Only a blank ends the command: with a tab after it, or a path before it, nothing is checked. */
function startsProgram(value: string): boolean {
  return value === program || value.startsWith(`${program} `);
}

function flatFormatMissing(entry: Entry, kind: string): Finding {
  const range = partRange(entry, 0, program.length);
  const fix = insert("Add '-F'", range.line, range.end, ' -F');
  const message = `makedumpfile needs -F for ${kind} target.`;
  return stop(
    'flat-format-missing',
    range,
    message,
    [fix],
    'The dump is sent as one stream, which only the flattened format allows.',
  );
}

function kindOf(reading: Reading, { isSsh, isRaw }: StreamTargets): string | undefined {
  if (isSsh(reading)) return 'an ssh';
  return isRaw(reading) ? 'a raw' : undefined;
}

/** The text "-F" has to occur; where, does not matter. */
export function flatFormat(targets: StreamTargets): Check {
  return (reading) => {
    const kind = kindOf(reading, targets);
    if (kind === undefined) return [];
    return findEach(reading, collectors(reading), (entry) =>
      entry.value.includes('-F') ? undefined : flatFormatMissing(entry, kind),
    );
  };
}

const judgedCommands = new LastRound<{ readonly problem: ParameterProblem | undefined }>();

/**
 * Besides the text "-F", `makedumpfile --check-params` has to be content. `bareNameIsOperand` tells of the releases
 * (up to kdump-utils 1.0.42) whose scripts give a makedumpfile without options its own name as an operand.
 */
export function collectorParameters(targets: StreamTargets, bareNameIsOperand: boolean): Check {
  return (reading) => {
    const kind = kindOf(reading, targets);
    const operands = kind === undefined ? ['vmcore', 'dumpfile'] : ['vmcore'];
    const version = versionOf(reading);
    const judge = judgedCommands.begin([version, bareNameIsOperand, ...operands].join(' '));
    let guesses = 0;
    return findEach(reading, collectors(reading), (entry) => {
      const bare = entry.value === program;
      const start = bare && bareNameIsOperand ? 0 : program.length;
      const parameters = entry.value.slice(start);
      if (kind !== undefined && !parameters.includes('-F')) return flatFormatMissing(entry, kind);
      if (entry.value.length > longestCommand)
        return stop('makedumpfile-parameters', valueRange(entry), 'The command is too long to be run.');
      const { problem } = judge(entry.value, () => ({
        problem: checkParameters(words(parameters, start), operands, version),
      }));
      if (problem === undefined) return undefined;
      const guessFor = guesses++ < mostGuesses ? version : undefined;
      return refusedParameters(entry, problem, { bare: start === 0, kind, version: guessFor });
    });
  };
}

/** The kernel runs no program with a longer argument (MAX_ARG_STRLEN); nobody writes such a line by hand. */
export const longestCommand = 131_072;

function versionOf({ facts }: Reading): string {
  return facts.makedumpfileVersion ?? assumedVersion;
}

interface Circumstances {
  /** The command has no option at all. */
  readonly bare: boolean;
  readonly kind: string | undefined;
  /** Absent where it is not worth guessing what was meant. */
  readonly version: string | undefined;
}

function refusedParameters(
  entry: Entry,
  { place, unknown, message, instead }: ParameterProblem,
  { bare, kind, version }: Circumstances,
): Finding {
  const range =
    place !== undefined && place.length > 0
      ? partRange(entry, place.start, place.length)
      : partRange(entry, 0, entry.value.length);
  const meant =
    unknown === undefined || version === undefined ? instead : (meantOption(unknown, version) ?? instead);
  const given = words(entry.value);
  const stray = given.find((word) => word.start === place?.start && word.text.length === place.length);
  const flat = given.find((word) => word.text === '-F');
  const fixes = [
    ...(meant === undefined ? [] : [replace(`Change to '${meant}'`, range, meant)]),
    ...(stray !== undefined && instead === undefined ? [removeWords(`Remove '${stray.text}'`, range)] : []),
    ...(kind === undefined && flat !== undefined ? [withoutFlatFormat(entry, flat.start)] : []),
  ];
  const reason = 'kdump runs makedumpfile --check-params and stops when it refuses.';
  const said = bare
    ? 'makedumpfile needs at least one option in this release.'
    : `makedumpfile refuses: ${message}`;
  return stop('makedumpfile-parameters', range, said, fixes, reason);
}

function withoutFlatFormat(entry: Entry, start: number): LineFix {
  const range = rangeIn(entry.line, entry.valueColumn + start - 1, entry.valueColumn + start + 2);
  return { title: "Remove '-F', which is for ssh and raw targets", edits: [{ range, newText: '' }] };
}
