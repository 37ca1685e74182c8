import { Attempts } from '../base/attempts';
import type { Problem } from '../base/problem';
import type { Stacks, TaskStack } from '../kernel/stacks';
import type { Task } from '../kernel/task';

/** A task whose stack is wanted. */
export interface SurveyEntry extends Partial<Pick<Task, 'pid' | 'comm' | 'state' | 'cpu' | 'address'>> {
  readonly onCpu: boolean;
  readonly isCrash: boolean;
  /** @throws VmcoreError when nothing leads through stacks */
  unwind(): TaskStack;
}

export interface SurveyOrder {
  readonly entries: readonly SurveyEntry[];
  /** What the dump does not lead to, and why. */
  readonly problems: readonly Problem[];
}

/**
 * All tasks, those first that say most about a crash: the one that crashed, those on cpus, those that nothing can wake but
 * what they wait for; the rest by pid.
 * @throws VmcoreError when the dump leads neither to the crash nor to tasks
 */
export function surveyOrder(stacks: Stacks): SurveyOrder {
  const attempts = new Attempts();
  const crash = attempts.try(() => stacks.ofPanic());
  const found = attempts.try(() => stacks.tasks);
  // Without both there is nothing to show but the reason.
  if (!crash && !found) stacks.ofPanic();
  const tasks = found?.tasks ?? [];
  const isCrash = ({ address }: Task): boolean => address === crash?.address;
  const others = tasks.filter((task) => !isCrash(task)).sort(byUrgency);
  return {
    entries: [
      ...(crash ? [crashEntry(crash, tasks.find(isCrash))] : []),
      ...others.map((task) => ({ ...factsOf(task), isCrash: false, unwind: () => stacks.ofTask(task) })),
    ],
    problems: [...attempts.problems, ...(found?.problems ?? [])],
  };
}

function crashEntry(crash: TaskStack, task: Task | undefined): SurveyEntry {
  return { ...(task ? factsOf(task) : crash), isCrash: true, unwind: () => crash };
}

function factsOf({ pid, comm, state, cpu, address, onCpu }: Task): Omit<SurveyEntry, 'isCrash' | 'unwind'> {
  return { pid, comm, state, cpu, address, onCpu };
}

/** Keeps the order by pid among equals. */
function byUrgency(a: Task, b: Task): number {
  return rank(a) - rank(b) || (a.onCpu ? (a.cpu ?? Infinity) - (b.cpu ?? Infinity) : 0);
}

function rank({ onCpu, state }: Task): number {
  if (onCpu) return 0;
  return state?.letter === 'D' ? 1 : 2;
}
