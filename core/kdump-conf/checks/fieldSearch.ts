import type { ConfLine, LineRange } from '../syntaxTree';
import { rawText } from '../syntaxTree';
import { withoutNul } from '../readers/entry';
import type { Reading } from '../reading';
import { findByName, lookUp } from '../reading';
import { valueRange } from '../range';
import { words } from '../whiteSpace';

/** A value as a script finds it when it asks for one option by name. */
export interface FoundValue {
  readonly value: string;
  readonly line: ConfLine;
  readonly range: LineRange;
}

/** `awk '$1 ~ /^option$/ {print $2}'`: the second word of every line that begins with the option, comments or not. */
export function secondWords(reading: Reading, option: string): FoundValue[] {
  const found = reading.file.lines.flatMap((line) => {
    if (line.keyword !== option) return [];
    const second = words(rawText(line))[1] ?? { text: '', start: 0 };
    const range = {
      line: line.number,
      start: second.start,
      end: second.start + second.text.trimEnd().length,
    };
    return [{ value: withoutNul(second.text), line, range }];
  });
  // The shell drops empty lines at the end of what a command prints.
  while (found.at(-1)?.value === '') found.pop();
  return found;
}

export type Search = (reading: Reading, option: string) => FoundValue[];

function valueFound(find: typeof lookUp): Search {
  return (reading, option) => {
    const entry = find(reading, option);
    if (entry === undefined || entry.value === '') return [];
    return [{ value: entry.value, line: entry.line, range: valueRange(entry) }];
  };
}

/** kdump-utils: the value that parse_config has kept. */
export const lastValue = valueFound(lookUp);
/** RHEL 9's kdump_get_conf_val: the value of the last line with that option. */
export const lastNamedValue = valueFound(findByName);
