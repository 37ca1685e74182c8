import type { Finding } from '../finding';
import { stop } from '../finding';
import { removeLine, replace } from '../fixes';
import { onePlace } from './mounts';
import type { Check, Reading } from '../reading';
import { findEach } from '../reading';
import type { ConfLine } from '../syntaxTree';
import { greppedText, keywordRange, rawText } from '../syntaxTree';

/**
 * Checks of RHEL 7 and openEuler that look at lines with awk and grep instead of reading options: they meet lines
 * that begin in the first column only, and words that merely begin like a directive.
 */
const targetLine = /^(?:raw|ssh[ \t]|nfs|ext[234]|xfs|btrfs|minix|dracut_args [^]*--mount)/;
const mountLine = /^dracut_args [^]*--mount/;
const indentedWord = /(?:^|\n)([ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+)[a-z]/;

function matching(reading: Reading, pattern: RegExp): ConfLine[] {
  return reading.file.lines.filter((line) => line.keyword !== '' && pattern.test(rawText(line)));
}

function allButFirst(
  reading: Reading,
  pattern: RegExp,
  finding: (line: ConfLine, first: ConfLine) => Finding,
): Finding[] {
  const [first, ...others] = matching(reading, pattern);
  return first === undefined ? [] : findEach(reading, others, (line) => finding(line, first));
}

export const oneTargetLine: Check = (reading) =>
  allButFirst(reading, targetLine, (line, first) =>
    stop(
      'several-targets',
      keywordRange(line),
      `More than one dump target: '${first.keyword}' in line ${first.number + 1} is one already.`,
      [removeLine(line)],
      onePlace,
    ),
  );

export const onePathLine: Check = (reading) =>
  allButFirst(reading, /^path /, (line, first) =>
    stop('duplicate-directive', keywordRange(line), `'path' is given already in line ${first.number + 1}.`, [
      removeLine(line),
    ]),
  );

export const oneMountPerLine: Check = (reading) =>
  findEach(reading, reading.binary ? [] : matching(reading, mountLine), (line) =>
    rawText(line).split('--mount').length > 2
      ? stop(
          'several-mounts',
          keywordRange(line),
          'dracut_args names more than one --mount, and each is a dump target.',
          [],
          onePlace,
        )
      : undefined,
  );

export const noLeadingBlank: Check = (reading) =>
  findEach(reading, reading.file.lines, (line) => {
    const text = greppedText(line);
    const found = indentedWord.exec(text);
    if (found === null) return undefined;
    const end = found.index + found[0].length - 1;
    const range = { line: line.number, start: end - (found[1]?.length ?? 0), end };
    const reason = `${reading.target.title} wants every directive in the first column.`;
    const fix = replace('Remove the blanks before the directive', range, '');
    return stop('leading-blank', range, 'A directive may not have blanks before it.', [fix], reason);
  });
