import { isDumpTarget } from '../directives/table';
import { stop } from '../finding';
import { removeLine } from '../fixes';
import type { Entry } from '../readers/entry';
import { keywordRange } from '../syntaxTree';
import type { EntryCheck } from './eachEntry';
import { namesMount, onePlace } from './mounts';

const place = (entry: Entry): string => `line ${entry.line.number + 1}`;

function isTarget(entry: Entry): boolean {
  return isDumpTarget(entry.option) || namesMount(entry);
}

/** Refuses a second dump target; `--mount` in dracut_args is one as well. */
export const oneTarget: EntryCheck = (entry, { seen }) => {
  if (!isTarget(entry)) return undefined;
  const first = [...seen.values()].find(isTarget);
  if (first === undefined) return undefined;
  const message = `More than one dump target: '${first.option}' in ${place(first)} is one already.`;
  return stop('several-targets', keywordRange(entry.line), message, [removeLine(entry.line)], onePlace);
};

/** RHEL 8 and 9: any option twice, where a dracut_args with --mount counts as a target only. */
export const noDuplicate: EntryCheck = (entry, { seen }) => {
  const first = seen.get(entry.option);
  if (first === undefined || isTarget(entry) || isTarget(first)) return undefined;
  return duplicate(entry, first);
};

/** kdump-utils: any option twice, and `default` is another spelling of `failure_action`. */
export const noDuplicateOrRenamed: EntryCheck = (entry, { seen }) => {
  const same = seen.get(entry.option);
  if (same !== undefined) return duplicate(entry, same);
  const otherName = { default: 'failure_action', failure_action: 'default' }[entry.option];
  const other = otherName === undefined ? undefined : seen.get(otherName);
  if (other === undefined) return undefined;
  const message = `'${entry.option}' and '${other.option}' in ${place(other)} are two names of one action.`;
  return stop('default-and-failure-action', keywordRange(entry.line), message, [removeLine(entry.line)]);
};

export function duplicate(entry: Entry, first: Entry): ReturnType<typeof stop> {
  const message = `'${entry.option}' is given already in ${place(first)}.`;
  const reason = 'The release stops at any option that is given twice.';
  return stop('duplicate-directive', keywordRange(entry.line), message, [removeLine(entry.line)], reason);
}
