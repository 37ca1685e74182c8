import { byFirstColumn, byOption, longestCommand } from '../checks/coreCollector';
import type { Finding, LineFix } from '../finding';
import { warn } from '../finding';
import { insert, removeWords, replace } from '../fixes';
import { checkParameters } from '../makedumpfile/checkParameters';
import type { CommandLine, GivenOption } from '../makedumpfile/commandLine';
import { parseCommandLine } from '../makedumpfile/commandLine';
import { writtenLevels } from '../makedumpfile/dumpLevel';
import { assumedVersion, isKnownTo } from '../makedumpfile/options';
import { partRange, valueRange } from '../range';
import type { Entry } from '../readers/entry';
import type { Check, Reading } from '../reading';
import { lookUp } from '../reading';
import type { Word } from '../whiteSpace';
import { words } from '../whiteSpace';

/** The core_collector that counts, cut into words, when it is some spelling of makedumpfile. */
interface Collector {
  readonly entry: Entry;
  readonly command: Word;
  readonly given: readonly Word[];
  readonly line: CommandLine;
  /** Goes to a stream, so that -F belongs there. */
  readonly streams: boolean;
}

/** Options of every version count as known here; what a version lacks is a rule of its own. */
const everyVersion = '999.0.0';

function collectorOf(reading: Reading): Collector | undefined {
  const entry = lookUp(reading, 'core_collector');
  if (entry === undefined || entry.value.length > longestCommand) return undefined;
  const [command, ...given] = words(entry.value.replace(/^"|"$/g, ' '));
  if (command === undefined || !/(^|\/)makedumpfile$/.test(command.text)) return undefined;
  const { isSsh, isRaw } = reading.dialect.searchesFirstColumn ? byFirstColumn : byOption;
  return {
    entry,
    command,
    given,
    line: parseCommandLine(given, everyVersion),
    streams: isSsh(reading) || isRaw(reading),
  };
}

type CollectorCheck = (collector: Collector, reading: Reading) => Finding[];

function ofCollector(...checks: readonly CollectorCheck[]): Check {
  return (reading) => {
    const collector = collectorOf(reading);
    return collector === undefined ? [] : checks.flatMap((check) => check(collector, reading));
  };
}

const placeOf = (entry: Entry, given: GivenOption): Finding['range'] =>
  partRange(entry, given.start, given.length);

/** Takes an option out with its argument; one letter of several stays, for a person to decide. */
function removals(entry: Entry, { option, argument, start, length, clustered }: GivenOption): LineFix[] {
  if (clustered) return [];
  const end = argument === undefined ? start + length : argument.start + argument.text.length;
  return [removeWords(`Remove '${option.name}'`, partRange(entry, start, end - start))];
}

const levelsThatAreNumbers: CollectorCheck = ({ entry, line }) =>
  line.options
    .filter(({ option }) => option.name === '-d')
    .flatMap(({ argument }) =>
      argument === undefined
        ? []
        : writtenLevels(argument.text)
            .filter(({ isNumber, level }) => !isNumber && level >= 0)
            .map(({ text, start, level }) => {
              const range = partRange(entry, argument.start + start, text.length);
              const message = `makedumpfile reads '${text}' as dump level ${level}${level === 0 ? ': it leaves nothing out' : ''}.`;
              const meant = meantLevel(text);
              const fixes = meant === undefined ? [] : [replace(`Change to ${meant}`, range, String(meant))];
              return warn(
                'dump-level-not-a-number',
                range,
                message,
                fixes,
                'It takes decimal digits only and is silent about the rest.',
              );
            }),
    );

function meantLevel(text: string): number | undefined {
  const digits = /^(?:[a-z_]+=)?(0x[0-9a-f]{1,2}|\d{1,2})$/i.exec(text)?.[1];
  const level = Number(digits);
  return level <= 31 ? level : undefined;
}

const oneCompression: CollectorCheck = ({ entry, line }) => {
  const given = line.options.filter(({ option }) => ['-c', '-l', '-p', '-z'].includes(option.name));
  const last = given.at(-1);
  return given
    .filter((one) => one.option.name !== last?.option.name)
    .map((one) => {
      const message = `${one.option.name} has no effect: ${last?.option.name ?? ''} comes later and wins.`;
      return warn('compression-twice', placeOf(entry, one), message, removals(entry, one));
    });
};

/** The capture script takes the letters "-F" out of the command, wherever they stand, and adds them again. */
const flatFormatAlone: CollectorCheck = ({ entry, line, streams }) => {
  if (!streams) return [];
  return line.options
    .filter(({ option, clustered }) => option.name === '-F' && clustered)
    .map((given) => {
      const range = placeOf(entry, given);
      const reason =
        'The script that runs in the crash removes "-F" as text; of "-Fl" an "l" is left, which is no option.';
      return warn(
        'clustered-flat-format',
        range,
        'Write -F as a word of its own.',
        [separateFlatFormat(entry, given)],
        reason,
      );
    });
};

function separateFlatFormat(entry: Entry, given: GivenOption): LineFix {
  const letters = words(entry.value).find(
    (word) => word.start <= given.start && given.start < word.start + word.text.length,
  );
  if (letters === undefined) return insert("Add '-F'", entry.line.number, placeOf(entry, given).end, ' -F');
  const others = letters.text.replace('F', '');
  const range = partRange(entry, letters.start, letters.text.length);
  return replace(`Change to '-F ${others}'`, range, `-F ${others}`);
}

/** Where kdump does not ask makedumpfile itself; see `recognisedCommand`. */
const optionsOfThisVersion: CollectorCheck = ({ entry, line }, { facts }) =>
  (isRecognised(entry) ? [] : line.options)
    .filter(({ option }) => !isKnownTo(option, facts.makedumpfileVersion ?? assumedVersion))
    .map((given) => {
      const { name, since, removed } = given.option;
      const version = facts.makedumpfileVersion ?? assumedVersion;
      const when = removed === undefined ? `since ${since}` : `from ${since} until before ${removed}`;
      return warn(
        'unknown-option',
        placeOf(entry, given),
        `makedumpfile ${version} does not know ${name}.`,
        removals(entry, given),
        `It exists ${when}.`,
      );
    });

const usefulOptions: CollectorCheck = ({ entry, line }) =>
  line.options
    .filter(({ option }) => option.use === 'useless')
    .map((given) =>
      warn(
        'useless-option',
        placeOf(entry, given),
        `${given.option.name} does not belong here. ${given.option.summary}`,
        removals(entry, given),
      ),
    );

/** Releases that do not run --check-params leave it to the crash to find out. */
const parametersOfOldReleases: CollectorCheck = ({ entry, given, streams }, { target, facts }) => {
  if (target.distribution !== 'el6' && target.distribution !== 'el7') return [];
  const options = given.filter((word) => word.text !== '-F');
  const flat = { text: '-F', start: entry.value.length };
  const version = facts.makedumpfileVersion ?? assumedVersion;
  const problem = checkParameters(
    streams ? [flat, ...options] : options,
    streams ? ['vmcore'] : ['vmcore', 'dumpfile'],
    version,
  );
  if (problem === undefined) return [];
  const { start, length } = problem.place ?? { start: 0, length: entry.value.length };
  const reason = `${target.title} does not check this; the dump would fail in the crash.`;
  return [
    warn(
      'makedumpfile-parameters',
      partRange(entry, start, length),
      `makedumpfile refuses: ${problem.message}`,
      [],
      reason,
    ),
  ];
};

function isRecognised(entry: Entry): boolean {
  return /^makedumpfile( |$)/.test(entry.value);
}

const recognisedCommand: CollectorCheck = ({ entry, command }) => {
  if (isRecognised(entry)) return [];
  const range = partRange(entry, command.start, command.text.length);
  // A tab may follow, which is no blank to the script.
  const fix = replace("Change to 'makedumpfile '", { ...range, end: range.end + 1 }, 'makedumpfile ');
  const message = 'kdump checks the options only after the exact word makedumpfile and a blank.';
  const alone = command.start > 0 || entry.value.length === command.text.length;
  return [warn('unchecked-collector', range, message, alone ? [] : [fix])];
};

export const collectorOptions: Check = ofCollector(
  levelsThatAreNumbers,
  oneCompression,
  flatFormatAlone,
  optionsOfThisVersion,
  usefulOptions,
  parametersOfOldReleases,
  recognisedCommand,
);

export const rawWithoutMakedumpfile: Check = (reading) => {
  const entry = lookUp(reading, 'core_collector');
  if (entry === undefined || lookUp(reading, 'raw') === undefined || /makedumpfile/.test(entry.value))
    return [];
  const message =
    'Only dumps of makedumpfile are copied off a raw device at the next start; this one you recover by hand.';
  const range = valueRange(entry);
  const command = 'makedumpfile -F -l --message-level 7 -d 31';
  return [warn('raw-collector', range, message, [replace(`Change to '${command}'`, range, command)])];
};
