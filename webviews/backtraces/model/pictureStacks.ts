import type { SurveyedStack } from '../../../core/protocol/panels/backtracesRequests';
import type { MergedStack } from './callTree';
import { isIdle, schedulerDepth } from './functionKinds';
import type { StackTest } from './stackFilter';
import type { StackStore } from './stackStore';

/** What the picture is drawn of: the stacks of all tasks, idle ones and the scheduler's frames only when wanted. */
export function pictureStacks(
  store: StackStore,
  test: StackTest,
  { showIdle, showScheduler }: { readonly showIdle: boolean; readonly showScheduler: boolean },
): readonly MergedStack[] {
  const counts = new Map<number, { count: number; matching: number }>();
  for (const task of store.tasks) {
    if (!showIdle && isIdle(task)) continue;
    const known = counts.get(task.stack) ?? { count: 0, matching: 0 };
    counts.set(task.stack, known);
    known.count++;
    if (test(task, store.stackOf(task))) known.matching++;
  }
  return [...counts].flatMap(([number, tasks]) => {
    const stack = store.stacks[number];
    return stack ? [{ ...tasks, functions: functionsOf(stack, showScheduler) }] : [];
  });
}

function functionsOf({ frames }: SurveyedStack, showScheduler: boolean): MergedStack['functions'] {
  const shown = showScheduler ? frames : frames.slice(schedulerDepth(frames));
  return shown.map(({ symbol, module, pc }) => ({ name: symbol ?? pc, module, pc })).reverse();
}

/** Tasks that the filter lets pass, of those in the picture. */
export function matchingTasks(stacks: readonly MergedStack[]): {
  readonly count: number;
  readonly matching: number;
} {
  return stacks.reduce(
    (sum, { count, matching }) => ({ count: sum.count + count, matching: sum.matching + matching }),
    { count: 0, matching: 0 },
  );
}
