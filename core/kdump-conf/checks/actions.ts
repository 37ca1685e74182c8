import type { AllowedValue } from '../directives/directive';
import { failureActions, finalActions } from '../directives/actions';
import type { Finding } from '../finding';
import { stop } from '../finding';
import { removeLine, replace, unixLineEnds } from '../fixes';
import type { Check, Reading } from '../reading';
import { findEach } from '../reading';
import { findNearest } from '../suggestion';
import { keywordRange } from '../syntaxTree';
import type { FoundValue, Search } from './fieldSearch';

/** `default`, `failure_action` or either of them (and then not both) have to name an action that exists. */
export function failureAction(search: Search, options: readonly string[]): Check {
  return (reading) => {
    const found = options.map((option) => search(reading, option)).filter((values) => values.length > 0);
    const [first, second] = found;
    if (first === undefined) return [];
    return [
      ...findEach(reading, second ?? [], bothNames),
      ...oneOf(reading, first, 'bad-failure-action', failureActions),
    ];
  };
}

export function finalAction(search: Search): Check {
  return (reading) => oneOf(reading, search(reading, 'final_action'), 'bad-final-action', finalActions);
}

function bothNames({ line }: FoundValue): Finding {
  const message = "'default' and 'failure_action' are two names of one action.";
  return stop('default-and-failure-action', keywordRange(line), message, [removeLine(line)]);
}

/** A script that finds several lines gets them as one text, which is no action at all. */
function oneOf(
  reading: Reading,
  found: readonly FoundValue[],
  code: 'bad-failure-action' | 'bad-final-action',
  allowed: readonly AllowedValue[],
): Finding[] {
  const [first, ...others] = found;
  if (first === undefined) return [];
  const names = allowed.map(({ name }) => name);
  const repeated = findEach(reading, others, ({ line }) =>
    stop('duplicate-directive', keywordRange(line), `'${line.keyword}' is given more than once.`, [
      removeLine(line),
    ]),
  );
  return names.includes(first.value) ? repeated : [badValue(first, code, names), ...repeated];
}

function badValue(
  found: FoundValue,
  code: 'bad-failure-action' | 'bad-final-action',
  names: string[],
): Finding {
  const { value, line, range } = found;
  const shown = value.replaceAll('\r', '␍');
  const message = `'${shown}' is no ${line.keyword}; one of ${names.join(', ')} is.`;
  if (names.includes(value.replaceAll('\r', ''))) {
    const reason = 'The carriage return of the Windows line end is part of the value.';
    return stop(code, range, message, [unixLineEnds], reason);
  }
  return stop(
    code,
    range,
    message,
    likely(value, names).map((name) => replace(`Change to '${name}'`, range, name)),
  );
}

/** The one that was probably meant, or all. */
function likely(value: string, names: string[]): string[] {
  const bare = value.toLowerCase().replace(/["'#].*$|^["']/g, '');
  const meant = names.includes(bare) ? bare : findNearest(bare, names);
  return meant === undefined ? names : [meant];
}
