import { spellLevel, writtenLevels } from '../makedumpfile/dumpLevel';
import { parseCommandLine } from '../makedumpfile/commandLine';
import type { GivenOption } from '../makedumpfile/commandLine';
import type { ConfFile } from '../syntaxTree';
import { makedumpfileWords } from './cursor';

export interface InlayHint {
  readonly line: number;
  readonly character: number;
  readonly label: string;
}

const everyVersion = '999.0.0';
const longestCommand = 10_000;

/**
 * Spells out what `-d 31` leaves out, in the lines from `first` to `last`. Message levels stay bare: editors cut what
 * is too much for one line.
 */
export function inlayHints(file: ConfFile, first = 0, last = Infinity): InlayHint[] {
  return file.lines.slice(first, last + 1).flatMap((line) => {
    const given = line.rest.length > longestCommand ? undefined : makedumpfileWords(line);
    if (given === undefined) return [];
    return parseCommandLine(given, everyVersion).options.flatMap((option) => {
      const label = spell(option);
      if (label === undefined || option.argument === undefined) return [];
      const { start, text } = option.argument;
      return [{ line: line.number, character: start + text.length, label }];
    });
  });
}

function spell({ option, argument }: GivenOption): string | undefined {
  if (argument === undefined || option.name !== '-d') return undefined;
  const levels = writtenLevels(argument.text);
  if (levels.length === 0 || levels.some(({ level }) => level < 0 || level > 31)) return undefined;
  return levels.map(({ level }) => spellLevel(level)).join(', then ');
}

const messageBits: readonly (readonly [number, string])[] = [
  [1, 'progress'],
  [2, 'common messages'],
  [4, 'errors'],
  [8, 'debug messages'],
  [16, 'report'],
];

export function spellMessageLevel(level: number): string | undefined {
  if (level < 0 || level > 31) return undefined;
  const kinds = messageBits.filter(([bit]) => (level & bit) !== 0).map(([, name]) => name);
  return kinds.length === 0 ? 'prints nothing' : `prints ${kinds.join(', ')}`;
}
