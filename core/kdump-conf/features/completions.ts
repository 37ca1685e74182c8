import type { Position } from '../diagnose';
import type { Directive } from '../directives/directive';
import { statusOf } from '../directives/directive';
import { directives, isDumpTarget } from '../directives/table';
import type { MachineFacts } from '../machineFacts';
import type { ConfFile, ConfLine, LineRange } from '../syntaxTree';
import type { Target } from '../target';
import { collectorCompletions } from './collectorCompletions';
import type { Completion } from './completion';
import { cursorAt } from './cursor';
import { describeDirective } from './hover';
import { valueCompletions } from './valueCompletions';

/** What could stand at the cursor: directives at the beginning of a line, values after them, nothing in comments. */
export function completions(
  file: ConfFile,
  position: Position,
  target: Target,
  facts: MachineFacts = {},
): Completion[] {
  const cursor = cursorAt(file, position);
  if (cursor.part === 'keyword') return directiveCompletions(file, cursor.line, cursor.range, target);
  if (cursor.part !== 'value') return [];
  const { line, column } = cursor;
  if (line.keyword === 'core_collector') return collectorCompletions(file, line, column, target, facts);
  return valueCompletions(line, column, target, facts);
}

function directiveCompletions(
  file: ConfFile,
  line: ConfLine,
  range: LineRange,
  target: Target,
): Completion[] {
  const others = new Set(file.lines.filter((other) => other !== line).map(({ keyword }) => keyword));
  const hasTarget = [...others].some(isDumpTarget);
  return directives.map((directive, index): Completion => {
    const mark = markOf(directive, target, others, hasTarget);
    return {
      label: directive.name,
      kind: 'directive',
      range,
      insertText: line.separator === '' && line.rest === '' ? `${directive.name} ` : directive.name,
      detail: mark === undefined ? directive.argument : `${directive.argument} (${wordsForMark[mark]})`,
      markdown: describeDirective(directive, target),
      ...(mark === undefined ? {} : { mark }),
      order: index + (mark === undefined ? 0 : mark === 'used' || mark === 'excluded' ? 1000 : 2000),
    };
  });
}

const wordsForMark: Readonly<Record<NonNullable<Completion['mark']>, string>> = {
  used: 'given already',
  excluded: 'another line excludes it',
  deprecated: 'no longer accepted',
  unknown: 'not known to this release',
};

function markOf(
  directive: Directive,
  target: Target,
  others: ReadonlySet<string>,
  hasTarget: boolean,
): Completion['mark'] {
  const status = statusOf(directive, target);
  if (status !== 'accepted') return status;
  if (others.has(directive.name)) return 'used';
  if (isDumpTarget(directive.name) && hasTarget) return 'excluded';
  if (directive.name === 'default' && others.has('failure_action')) return 'excluded';
  if (directive.name === 'failure_action' && others.has('default')) return 'excluded';
  // The old name is for releases without the new one.
  if (directive.name === 'default' && target.distribution === 'kdump-utils') return 'deprecated';
  return undefined;
}
