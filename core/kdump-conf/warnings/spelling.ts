import { warn } from '../finding';
import { insert, removeLine, rename, replace } from '../fixes';
import { partRange, valueRange } from '../range';
import type { Check, Reading } from '../reading';
import { entriesOf, findEach } from '../reading';
import { commentRange, keywordRange, lineKind } from '../syntaxTree';

/** Quotes mean something in few places: in labels of RHEL 6, and in what dracut splits by itself. */
function quotesMatter(reading: Reading, option: string): boolean {
  return option === 'dracut_args' || (reading.target.distribution === 'el6' && /ext|xfs|btrfs/.test(option));
}

export const keptQuotes: Check = (reading) =>
  findEach(reading, reading.entries, (entry) => {
    const { value } = entry;
    const quote = value[0];
    const quoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
    if (!quoted || quotesMatter(reading, entry.option)) return undefined;
    const range = valueRange(entry);
    const fix = replace('Remove the quotes', range, value.slice(1, -1));
    const reason =
      quote === '"'
        ? `${reading.target.title} does not take them away; kdump-utils does since 1.0.60.`
        : 'No release takes single quotes away.';
    return warn('quotes-kept', range, 'The quotes are part of the value.', [fix], reason);
  });

/** Lines in which a `#` ends the value where it was probably meant to be part of it. */
export const cutValue: Check = (reading) =>
  findEach(reading, reading.file.lines, (line) => {
    const range = lineKind(line) === 'directive' ? commentRange(line) : undefined;
    if (range === undefined) return undefined;
    const before = line.rest.slice(0, line.rest.indexOf('#'));
    const insideQuotes = before.split('"').length % 2 === 0;
    const glued = before !== '' && !/[ \t]$/.test(before);
    if (!insideQuotes && !glued) return undefined;
    const reason = insideQuotes ? 'Quotes do not protect it.' : 'No blank is needed before it.';
    const apart = insert('Write a blank before the comment', line.number, range.start, ' ');
    const fixes = insideQuotes ? [] : [apart];
    return warn('comment-in-value', range, 'A # begins a comment here and cuts the value.', fixes, reason);
  });

export const renamedDefault: Check = (reading) =>
  reading.target.distribution !== 'kdump-utils'
    ? []
    : findEach(reading, entriesOf(reading, 'default'), ({ line }) =>
        warn(
          'default-renamed',
          keywordRange(line),
          "'default' is the old name of 'failure_action'.",
          [rename(line, 'failure_action')],
          'It still works; nobody expects it to be about a failure.',
        ),
      );

export const yesOrNo: Check = (reading) =>
  findEach(reading, entriesOf(reading, 'auto_reset_crashkernel'), (entry) =>
    ['', 'yes', 'no'].includes(entry.value)
      ? undefined
      : warn(
          'not-yes-or-no',
          partRange(entry, 0, entry.value.length),
          `'${entry.value}' means yes: only the exact word no switches it off.`,
          [
            replace("Change to 'no'", valueRange(entry), 'no'),
            replace("Change to 'yes'", valueRange(entry), 'yes'),
          ],
        ),
  );

export const fenceArgumentsAlone: Check = (reading) =>
  entriesOf(reading, 'fence_kdump_nodes').length > 0
    ? []
    : findEach(reading, entriesOf(reading, 'fence_kdump_args'), ({ line }) =>
        warn(
          'fence-args-without-nodes',
          keywordRange(line),
          'fence_kdump_args has a meaning only together with fence_kdump_nodes, or in a Pacemaker cluster.',
          [removeLine(line)],
        ),
      );

/** xargs splits dracut_args when the initramfs is built, and gives up at a quote that does not end. */
export const dracutQuotes: Check = (reading) =>
  findEach(reading, entriesOf(reading, 'dracut_args'), (entry) => {
    const quote = openQuote(entry.value);
    if (quote === '' || commentRange(entry.line) !== undefined) return undefined;
    const range = valueRange(entry);
    const fix = insert('Close the quote', range.line, range.end, quote);
    const reason = 'kdump starts all the same, but what follows the quote never reaches dracut.';
    return warn('unbalanced-quotes', range, 'A quote in dracut_args does not end.', [fix], reason);
  });

/** The quote that does not end, or an empty text. */
function openQuote(value: string): string {
  let open = '';
  for (const character of value) {
    if (open === '' && (character === '"' || character === "'")) open = character;
    else if (character === open) open = '';
  }
  return open;
}
