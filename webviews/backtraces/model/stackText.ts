import { visibleText } from '../../../core/base/visibleText';
import type { BacktraceData } from '../../../core/protocol/backtraceData';
import { crashForm, taskLines } from '../../../core/protocol/text/backtraceText';
import { fenced } from '../../../core/protocol/text/markdownText';
import type { SurveyedTask } from '../../../core/protocol/panels/backtracesRequests';
import { StackGroups } from './stackGroups';
import type { StackStore } from './stackStore';

/**
 * What a person types into crash to see that stack.
 * @param context address of the task that `bt` alone means; the crashing one when left out
 */
export function btCommand({ pid, task, crashing }: SurveyedTask, context?: string): string {
  const isMeant = context === undefined ? crashing : task === context;
  if (isMeant || pid === undefined) return 'bt';
  // Each cpu has a task with pid 0.
  return pid === 0 && task !== undefined ? `bt ${task.slice(2)}` : `bt ${pid}`;
}

/** As crash's `bt` prints it, with its prompt ahead. @param stack without source lines, which `bt` has not */
export function crashText(task: SurveyedTask, stack: BacktraceData, context?: string): string {
  return [`crash> ${btCommand(task, context)}\n`, ...taskLines(stack, crashForm)].join('');
}

export function markdownText(task: SurveyedTask, stack: BacktraceData, context?: string): string {
  return fenced(crashText(task, stack, context));
}

/** One line a stack, the outermost function first, with the number of its tasks: what flame graph tools read. */
export function foldedText(store: Pick<StackStore, 'stacks'>, tasks: readonly SurveyedTask[]): string {
  return [...new StackGroups().of(tasks)]
    .map((group) => {
      const frames = store.stacks[group.stack]?.frames ?? [];
      const names = frames.map(({ symbol, pc }) => foldedName(symbol ?? pc)).reverse();
      return `${names.join(';')} ${group.tasks.length}\n`;
    })
    .join('');
}

/** The form separates by semicolons, blanks and lines. */
function foldedName(symbol: string): string {
  return visibleText(symbol).replace(/[\s;]+/g, '_');
}
