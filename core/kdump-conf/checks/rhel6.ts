import { failureActionsOfRhel6 } from '../directives/actions';
import { stop } from '../finding';
import { removeLine, replace } from '../fixes';
import { isBlank } from '../whiteSpace';
import { valueRange } from '../range';
import type { EntryCheck } from './eachEntry';

/** The few values that RHEL 6's mkdumprd looks at. */
export const actionOfRhel6: EntryCheck = (entry) => {
  const names = failureActionsOfRhel6.map(({ name }) => name);
  if (entry.option !== 'default' || names.includes(entry.value)) return undefined;
  const range = valueRange(entry);
  const blank = names.includes(entry.value.trim());
  const reason = blank ? 'RHEL 6 leaves the blank before a comment in the value.' : undefined;
  const fixes = (blank ? [entry.value.trim()] : names).map((name) =>
    replace(`Change to '${name}'`, range, name),
  );
  const message = `'${entry.value}' is no default action; one of ${names.join(', ')} is.`;
  return stop('bad-failure-action', range, message, fixes, reason);
};

export const debugMemLevel: EntryCheck = (entry) => {
  // The comment's blank is gone before grep looks: the value goes through echo once more, in quotes here.
  if (entry.option !== 'debug_mem_level' || /^[0-3]$/.test(entry.value)) return undefined;
  const range = valueRange(entry);
  const fixes = ['0', '1', '2', '3'].map((level) => replace(`Change to ${level}`, range, level));
  return stop('bad-debug-level', range, 'debug_mem_level is a number from 0 to 3.', fixes);
};

export const noBlacklistedDirectory: EntryCheck = (entry) => {
  if (entry.option !== 'blacklist' || !entry.value.includes('/')) return undefined;
  const range = valueRange(entry);
  const modules = entry.value.split(/\s+/).map((path) => path.replace(/^.*\/|\.ko(?:\.\w+)?$/g, ''));
  const names = modules.filter((name) => name !== '').join(' ');
  const fixes = names === '' ? [removeLine(entry.line)] : [replace(`Change to '${names}'`, range, names)];
  return stop('blacklist-directory', range, 'blacklist takes names of modules, not directories.', fixes);
};

/** A label or UUID is evaluated by the shell, which gives up when quotes or parentheses do not end. */
export const balancedLabel: EntryCheck = (entry) => {
  if (!/ext[234]|xfs|btrfs/.test(entry.option) || !/^(?:LABEL|UUID)=/.test(entry.value)) return undefined;
  if (isBalanced(entry.value)) return undefined;
  return stop(
    'unbalanced-quotes',
    valueRange(entry),
    'The shell cannot evaluate the label: its quotes do not end.',
    [],
    'End them, or put a backslash before a quote or parenthesis that belongs to the label.',
  );
};

function isBalanced(text: string): boolean {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"') at++;
    } else if (character === '\\') at++;
    else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '(' || character === ')') return false;
    // The shell passes over what looks like a comment, quotes and all.
    else if (character === '#' && isBlank(text[at - 1])) return true;
  }
  return quote === '';
}
