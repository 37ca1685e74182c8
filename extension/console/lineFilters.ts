import { filterUnknown } from './errors';

/** What stands behind a `|`: takes lines, lets some through, and may say something at the end. */
export interface LineFilter {
  take(line: string): readonly string[];
  end(): readonly string[];
}

/** A line for an engine, and what its output goes through. */
export interface FilteredLine {
  readonly command: string;
  readonly filter: LineFilter | undefined;
}

/** Longer lines are not searched for a pattern behind this. */
const searchedCharacters = 4000;
const defaultLines = 10;

/**
 * `log | grep -i oops | tail -3`: the filters are ours, so that a pipe starts no program. A `|` inside of quotes or of an
 * expression such as `a||b` is no pipe.
 * @throws VmcoreError `filter-unknown`
 */
export function parseFilteredLine(line: string): FilteredLine {
  const [command = '', ...filters] = line.split(/(?<!\|)\|(?!\|)(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const made = filters.map(parseFilter);
  return { command: command.trim(), filter: made.length === 0 ? undefined : chained(made) };
}

function parseFilter(text: string): LineFilter {
  const [name = '', ...words] = text.trim().match(/"[^"]*"|\S+/g) ?? [];
  const flags = words.filter((word) => word.startsWith('-'));
  const [pattern = ''] = words.filter((word) => !word.startsWith('-'));
  switch (name) {
    case 'grep':
    case 'egrep':
      return grep(pattern.replace(/^"|"$/g, ''), flags.join(''));
    case 'head':
      return head(lineCount(words));
    case 'tail':
      return tail(lineCount(words));
    case 'wc':
      return count(() => true);
    default:
      throw filterUnknown(name);
  }
}

function grep(pattern: string, flags: string): LineFilter {
  const matches = matcher(pattern, flags.includes('i'));
  const wanted = (line: string): boolean =>
    matches(line.slice(0, searchedCharacters)) !== flags.includes('v');
  if (flags.includes('c')) return count(wanted);
  return { take: (line) => (wanted(line) ? [line] : []), end: () => [] };
}

/** What is no pattern is searched for as it stands. */
function matcher(pattern: string, ignoreCase: boolean): (line: string) => boolean {
  try {
    const expression = new RegExp(pattern, ignoreCase ? 'iu' : 'u');
    return (line) => expression.test(line);
  } catch {
    return (line) => line.includes(pattern);
  }
}

function head(lines: number): LineFilter {
  let left = lines;
  return { take: (line) => (left-- > 0 ? [line] : []), end: () => [] };
}

function tail(lines: number): LineFilter {
  let last: string[] = [];
  return {
    take: (line) => {
      last = [...last, line].slice(-lines);
      return [];
    },
    end: () => last,
  };
}

function count(wanted: (line: string) => boolean): LineFilter {
  let found = 0;
  return {
    take: (line) => {
      if (wanted(line)) found += 1;
      return [];
    },
    end: () => [String(found)],
  };
}

/** `-5`, `-n 5`; ten where nothing is said. */
function lineCount(words: readonly string[]): number {
  const number = words
    .map((word) => /^-?n?(\d{1,6})$/.exec(word)?.[1])
    .find((digits) => digits !== undefined);
  return number === undefined ? defaultLines : Math.max(1, Number(number));
}

function chained(filters: readonly LineFilter[]): LineFilter {
  const through = (lines: readonly string[], from: number): readonly string[] =>
    filters.slice(from).reduce((left, filter) => left.flatMap((line) => filter.take(line)), lines);
  return {
    take: (line) => through([line], 0),
    end: () => filters.flatMap((filter, index) => through(filter.end(), index + 1)),
  };
}
