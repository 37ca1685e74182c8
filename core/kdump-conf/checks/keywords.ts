import type { Directive } from '../directives/directive';
import { statusOf } from '../directives/directive';
import { directives, findDirective } from '../directives/table';
import type { Finding, LineFix } from '../finding';
import { stop } from '../finding';
import { insert, removeLine, rename, replace, unixLineEnds } from '../fixes';
import type { Entry } from '../readers/entry';
import { mostGuesses, suggest } from '../suggestion';
import { byteOrderMark, keywordRange } from '../syntaxTree';
import type { Target } from '../target';
import type { EntryCheck, Scan } from './eachEntry';

/** Refuses directives that the release does not take. */
export const onlyKnownKeywords: EntryCheck = (entry, scan) => judgeKeyword(entry, scan);

/** openEuler 22.03 and later: the message is printed, and the start goes on. */
export const mentionUnknownKeywords: EntryCheck = (entry, scan) => {
  const finding = judgeKeyword(entry, scan);
  if (finding === undefined) return undefined;
  return { ...finding, stops: false, reason: 'openEuler prints a message and leaves the line out.' };
};

/** RHEL 6: a word that contains the name of a file system counts as one. */
export const onlyKnownKeywordsOfRhel6: EntryCheck = (entry, scan) =>
  /ext[234]|xfs|btrfs/.test(entry.option) ? undefined : judgeKeyword(entry, scan);

function judgeKeyword(entry: Entry, { reading, found }: Scan): Finding | undefined {
  const { target } = reading;
  const directive = findDirective(entry.option);
  if (directive === undefined)
    return (
      wordWithMark(entry, target) ??
      wordWithLineEnd(entry, target) ??
      unknownWord(entry, target, found < mostGuesses)
    );
  const status = statusOf(directive, target);
  if (status === 'accepted') return undefined;
  if (status === 'deprecated') return refusedDirective(entry, directive);
  const reason = `Known since: ${directive.since}.`;
  const fixes = [...renameFixes(entry, directive, target), removeLine(entry.line)];
  const message = `${target.title} does not know '${directive.name}'.`;
  return stop('unknown-directive', keywordRange(entry.line), message, fixes, reason);
}

/** The other name of the same thing, where the release has one. */
function renameFixes(entry: Entry, directive: Directive, target: Target): LineFix[] {
  const other = directive.name === 'failure_action' ? 'default' : directive.replacement;
  const known = other === undefined ? undefined : findDirective(other);
  return known !== undefined && statusOf(known, target) === 'accepted'
    ? [rename(entry.line, known.name)]
    : [];
}

function refusedDirective(entry: Entry, directive: Directive): Finding {
  const message = `'${directive.name}' is a directive of the past: kdump stops at it since RHEL 7.`;
  const reason = `Instead: ${directive.replacement ?? 'nothing'}.`;
  const converted =
    directive.name === 'net' ? [rename(entry.line, entry.value.includes('@') ? 'ssh' : 'nfs')] : [];
  return stop(
    'deprecated-directive',
    keywordRange(entry.line),
    message,
    [...converted, removeLine(entry.line)],
    reason,
  );
}

/** A comment with the mark before it is no comment to any release. */
function wordWithMark({ option, line }: Entry, target: Target): Finding | undefined {
  if (!option.startsWith(byteOrderMark)) return undefined;
  const range = keywordRange(line);
  const fix = replace('Remove the byte order mark', { ...range, end: range.start + 1 }, '');
  const message = 'A byte order mark stands here, which nobody sees and kdump takes for a part of the word.';
  const reason = `${target.title} knows no word with such a mark: save the file as UTF-8 without it.`;
  return stop('byte-order-mark', range, message, [fix], reason);
}

function wordWithLineEnd({ option, line }: Entry, target: Target): Finding | undefined {
  if (!option.endsWith('\r') || line.lineEnd !== '\r\n') return undefined;
  const message = `'${option.slice(0, -1)}␍' is no directive of ${target.title}.`;
  const reason = 'The carriage return of the Windows line end is part of the name.';
  return stop('unknown-directive', keywordRange(line), message, [unixLineEnds, removeLine(line)], reason);
}

function unknownWord(entry: Entry, target: Target, guesses: boolean): Finding {
  const accepted = directives.filter((directive) => statusOf(directive, target) === 'accepted');
  const names = accepted.map(({ name }) => name);
  const assigned = /^([a-z_]+)[=:](.*)$/s.exec(entry.option);
  if (assigned !== null && names.includes(assigned[1] ?? ''))
    return assignment(entry, assigned[1] ?? '', assigned[2] ?? '');
  const suggestion = guesses ? suggest(entry.option, names) : undefined;
  const message = `'${entry.option}' is no directive of ${target.title}.`;
  const { line } = entry;
  const fixes: LineFix[] = [];
  if (suggestion?.directive !== undefined) fixes.push(rename(line, suggestion.directive));
  if (suggestion?.line !== undefined) {
    const whole = { line: line.number, start: line.indent.length, end: line.text.length };
    fixes.push(replace(`Change to '${suggestion.line}'`, whole, suggestion.line));
  }
  if (names.includes(entry.option.replace('#', ''))) fixes.push(rename(line, entry.option.replace('#', '')));
  fixes.push(insert('Make this line a comment', line.number, 0, '#'), removeLine(line));
  const reason = suggestion?.explanation ?? 'kdump does not start with a directive that it does not know.';
  return stop('unknown-directive', keywordRange(line), message, fixes, reason);
}

/** `path=/var/crash` and `path: /var/crash`, as other files are written. */
function assignment(entry: Entry, name: string, value: string): Finding {
  const range = keywordRange(entry.line);
  const fixed = value === '' ? name : `${name} ${value}`;
  const message = `Only blanks may stand between '${name}' and its value.`;
  return stop('unknown-directive', range, message, [replace(`Change to '${fixed}'`, range, fixed)]);
}
