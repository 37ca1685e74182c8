import { findDirective, isDumpTarget } from '../directives/table';
import { stop } from '../finding';
import { insert, removeLine } from '../fixes';
import { keywordRange } from '../syntaxTree';
import type { EntryCheck } from './eachEntry';

/** Refuses a directive without a value; what a comment or quotes leave over counts as none. */
export const noMissingValue: EntryCheck = (entry) => {
  if (entry.value !== '') return undefined;
  const written = entry.line.text.trimEnd() !== entry.option;
  const reason = written
    ? 'Nothing is left of what is written once comments and quotes are taken off.'
    : 'kdump does not start with a directive that says nothing: write a value, or remove the line.';
  const defaultValue = findDirective(entry.option)?.defaultValue;
  const end = entry.line.text.trimEnd().length;
  const fixes =
    defaultValue === undefined || written
      ? [removeLine(entry.line)]
      : [
          insert(`Write the default: ${defaultValue}`, entry.line.number, end, ` ${defaultValue}`),
          removeLine(entry.line),
        ];
  const what = isDumpTarget(entry.option) ? `The target '${entry.option}'` : `'${entry.option}'`;
  return stop('missing-value', keywordRange(entry.line), `${what} needs a value.`, fixes, reason);
};
