import { Attempts } from '../../base/attempts';
import { lazy } from '../../base/lazy';
import type { Problem } from '../../base/problem';
import type { Stacks, TaskStack } from '../../kernel/tasks/stacks';
import type { Task } from '../../kernel/tasks/task';

/** A task whose stack is wanted. */
export interface SurveyEntry extends Partial<Pick<Task, 'pid' | 'comm' | 'state' | 'cpu' | 'address'>> {
  readonly onCpu: boolean;
  readonly isCrash: boolean;
  /** @throws VmcoreError when nothing leads through stacks */
  unwind(): TaskStack;
}

/** Every task of the machine in the survey's order. */
export interface AllEntries {
  readonly entries: readonly SurveyEntry[];
  /** What the dump does not lead to, and why. */
  readonly problems: readonly Problem[];
}

/**
 * All tasks, those first that say most about a crash: the one that crashed, those on cpus, those that nothing can wake but
 * what they wait for; the rest by pid.
 */
export class SurveyOrder {
  private readonly attempts = new Attempts();
  private readonly crash: TaskStack | undefined;
  /** The crash and what cpus executed, which needs no walk over all tasks; `all` begins with them. */
  readonly first: readonly SurveyEntry[];

  constructor(private readonly stacks: Stacks) {
    this.crash = this.attempts.try(() => stacks.ofPanic());
    const running = this.attempts.try(() => stacks.currentTasks()) ?? [];
    this.first = [
      ...(this.crash ? [crashEntry(this.crash)] : []),
      ...running.filter(({ address }) => address !== this.crash?.address).map((task) => this.entryOf(task)),
    ];
  }

  /** @throws VmcoreError when the dump leads neither to the crash nor to tasks */
  readonly all = lazy((): AllEntries => {
    const { attempts, stacks, crash, first } = this;
    const found = attempts.try(() => stacks.tasks);
    // Without both there is nothing to show but the reason.
    if (!crash && !found) stacks.ofPanic();
    const known = new Set(first.map(({ address }) => address));
    const others = (found?.tasks ?? []).filter(({ address }) => !known.has(address)).sort(byUrgency);
    return {
      entries: [...first, ...others.map((task) => this.entryOf(task))],
      problems: [...attempts.problems, ...(found?.problems ?? [])],
    };
  });

  private entryOf(task: Task): SurveyEntry {
    return { ...factsOf(task), isCrash: false, unwind: () => this.stacks.ofTask(task) };
  }
}

function crashEntry(crash: TaskStack): SurveyEntry {
  return { ...(crash.task ? factsOf(crash.task) : crash), isCrash: true, unwind: () => crash };
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
