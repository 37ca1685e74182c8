import type { Finding } from '../finding';
import { stop } from '../finding';
import { removeDirective, replace, unixLineEnds } from '../fixes';
import type { Check, Reading } from '../reading';
import { greppedText, keywordRange, rawText } from '../syntaxTree';
import { words } from '../whiteSpace';
import type { FoundValue, Search } from './fieldSearch';

/**
 * RHEL 7, RHEL 8 and openEuler: in a file with a NUL character grep finds the switches and does not show them, and what
 * it says instead is no value.
 */
export const shownSwitches: Check = ({ file, binary }) => {
  const line = binary
    ? file.lines.find((each) => /(?:^|\n)force_(?:no_)?rebuild/.test(greppedText(each)))
    : undefined;
  if (line === undefined) return [];
  const message = 'kdump cannot read the switches for rebuilding in a file with a NUL character.';
  const reason = 'grep takes the file for a binary one and does not show the line.';
  return [stop('nul-character', keywordRange(line), message, [], reason)];
};

/** `echo $(grep ^option) | cut -d' ' -f2`: the second word of the first line that begins with the option's letters. */
export const firstColumnSwitch: Search = (reading: Reading, option: string) => {
  if (reading.binary) return [];
  const line = reading.file.lines.find((candidate) => rawText(candidate).startsWith(option));
  if (line === undefined) return [];
  const [first, second] = words(rawText(line));
  const word = second ?? first ?? { text: '', start: 0 };
  const range = { line: line.number, start: word.start, end: word.start + word.text.trimEnd().length };
  return [{ value: word.text, line, range }];
};

function badSwitch({ value, line, range }: FoundValue): Finding[] {
  if (value === '0' || value === '1') return [];
  const meant = /^(1|yes|true|on)\b/i.test(value) ? '1' : '0';
  const cr = value.endsWith('\r');
  const reason = cr
    ? 'The carriage return of the Windows line end is part of the value.'
    : 'kdump does not start with any other value.';
  const message = `'${line.keyword}' is either 0 or 1.`;
  const fixes = cr
    ? [unixLineEnds]
    : [
        replace(`Change to ${meant}`, range, meant),
        replace(`Change to ${1 - Number(meant)}`, range, String(1 - Number(meant))),
      ];
  return [stop('bad-switch', range, message, fixes, reason)];
}

/** Both switches have to be 0 or 1, and not both 1. */
export function rebuildSwitches(search: Search): Check {
  return (reading) => {
    const never = search(reading, 'force_no_rebuild');
    const always = search(reading, 'force_rebuild');
    const bad = [...never, ...always].flatMap(badSwitch);
    const [no, yes] = [never[0], always[0]];
    if (bad.length > 0 || no?.value !== '1' || yes?.value !== '1') return bad;
    const message = 'Rebuilding the initramfs is forced and forbidden at once.';
    const line = yes.line.number > no.line.number ? yes.line : no.line;
    return [
      stop(
        'rebuild-conflict',
        keywordRange(line),
        message,
        [removeDirective(yes.line), removeDirective(no.line)],
        'Keep one of the two.',
      ),
    ];
  };
}
