import { largestLevel, spellLevel } from '../makedumpfile/dumpLevel';
import type { MakedumpfileOption } from '../makedumpfile/options';
import { assumedVersion, isKnownTo, makedumpfileOptions } from '../makedumpfile/options';
import type { MachineFacts } from '../machineFacts';
import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import { restColumn, written } from '../syntaxTree';
import type { Target } from '../target';
import type { Completion } from './completion';
import { makedumpfileWords, valueWords, wordAt, wordRange } from './cursor';
import { describeOption } from './hover';
import { spellMessageLevel } from './inlayHints';

/** Proposals after core_collector: programs first, then the options of makedumpfile and their arguments. */
export function collectorCompletions(
  file: ConfFile,
  line: ConfLine,
  column: number,
  target: Target,
  facts: MachineFacts,
): Completion[] {
  const word = wordAt(line, column);
  const first = valueWords(line)[0];
  if (first === undefined || word.start <= first.start) return programs(file, line, column, target);
  const given = makedumpfileWords(line);
  if (given === undefined) return [];
  const range = wordRange(line, word);
  const before = given.filter(({ start }) => start < word.start).at(-1)?.text;
  if (before === '-d') return levels(range);
  if (before === '--message-level') return messageLevels(range);
  return options(
    new Set(given.filter((other) => other !== word).map(({ text }) => text)),
    range,
    streams(file),
    facts,
  );
}

function streams(file: ConfFile): boolean {
  return file.lines.some(({ keyword }) => keyword === 'ssh' || keyword === 'raw');
}

function programs(file: ConfFile, line: ConfLine, column: number, target: Target): Completion[] {
  const end = Math.max(written(line).range.end, column);
  const range = { line: line.number, start: Math.min(restColumn(line), column), end };
  const flat = streams(file) && target.distribution !== 'el6' ? ' -F' : '';
  const proposals: readonly (readonly [string, string])[] = [
    [
      `makedumpfile${flat} -l --message-level 7 -d 31`,
      'lzo, everything left out that can be: the usual choice',
    ],
    [`makedumpfile${flat} -c --message-level 7 -d 31`, 'zlib: smaller and slower'],
    [`makedumpfile${flat} -z --message-level 7 -d 31`, 'zstd, where makedumpfile has it'],
    ...(file.lines.some(({ keyword }) => keyword === 'ssh')
      ? [['scp', 'the whole memory, through ssh'] as const]
      : [['cp --sparse=always', 'the whole memory, as it is'] as const]),
  ];
  return proposals.map(([label, detail], order) => ({
    label,
    kind: 'program',
    range,
    insertText: label,
    detail,
    order,
  }));
}

const compressions = ['-c', '-l', '-p', '-z'];

function options(
  given: ReadonlySet<string>,
  range: LineRange,
  flat: boolean,
  facts: MachineFacts,
): Completion[] {
  const version = facts.makedumpfileVersion ?? assumedVersion;
  const compressed = compressions.some((name) => given.has(name));
  return makedumpfileOptions
    .filter((option) => option.use !== 'useless')
    .map((option, index): Completion => {
      const mark = markOf(option, given, compressed, flat, version);
      const marked = mark === undefined ? 0 : 2000;
      return {
        label: option.name,
        kind: 'option',
        range,
        insertText: option.argument === undefined ? option.name : `${option.name} `,
        detail: option.argument ?? '',
        markdown: describeOption(option),
        ...(mark === undefined ? {} : { mark }),
        order: index + marked + (option.use === 'usual' ? 0 : 100),
      };
    });
}

function markOf(
  option: MakedumpfileOption,
  given: ReadonlySet<string>,
  compressed: boolean,
  flat: boolean,
  version: string,
): Completion['mark'] {
  if (!isKnownTo(option, version)) return 'unknown';
  if (given.has(option.name)) return 'used';
  if (compressed && (compressions.includes(option.name) || option.name === '-E')) return 'excluded';
  return option.name === '-F' && !flat ? 'excluded' : undefined;
}

const usualLevels = [31, 17, 1, 0];

function levels(range: LineRange): Completion[] {
  return Array.from({ length: largestLevel + 1 }, (_, level) => ({
    label: String(level),
    kind: 'value',
    range,
    insertText: String(level),
    detail: spellLevel(level),
    order: usualLevels.includes(level) ? usualLevels.indexOf(level) : 100 + level,
  }));
}

function messageLevels(range: LineRange): Completion[] {
  return [7, 1, 0, 2, 4, 15, 31].map((level, order) => ({
    label: String(level),
    kind: 'value',
    range,
    insertText: String(level),
    detail: spellMessageLevel(level) ?? '',
    order,
  }));
}
