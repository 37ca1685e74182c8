import type { Problem } from '../../base/problem';
import { ifKnown } from '../../types/errors';
import { listEntries, walkFrom, walkList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';

/** Threads, each once, in the order in which they were found. */
export interface FoundTasks {
  readonly tasks: readonly TypedObject[];
  readonly problems: readonly Problem[];
}

/**
 * Every thread of every process on the list that starts at `init_task`, which itself is not on it. Each comes once as it
 * is found, to be read then: tens of thousands take more pages than are kept inflated.
 */
export function* taskListEntries(initTask: TypedObject): Generator<TypedObject, FoundTasks> {
  const problems = new Problems();
  const tasks = new Map<bigint, TypedObject>();
  const leaders = listEntries(initTask.member('tasks'), 'task_struct', 'tasks');
  for (;;) {
    const { done, value } = leaders.next();
    if (done) {
      problems.add(value.problem && { ...value.problem, at: `task list, ${value.problem.at ?? ''}` });
      return { tasks: [...tasks.values()], problems: problems.list };
    }
    for (const task of [value, ...walkThreads(value, problems)]) {
      if (tasks.has(task.address)) continue;
      tasks.set(task.address, task);
      yield task;
    }
  }
}

/** The other threads of one process. */
function walkThreads(leader: TypedObject, problems: Problems): readonly TypedObject[] {
  const { entries, problem } = ifKnown(() => threadsOf(leader)) ?? { entries: [] };
  problems.add(
    problem && { ...problem, at: `threads of process ${ifKnown(() => leader.member('pid').number) ?? '?'}` },
  );
  return entries;
}

/**
 * The list starts in signal_struct since 3.14; before, the threads form a ring through `thread_group`. The leader is on
 * it itself, so the signal_struct is not needed, only where it is.
 */
function threadsOf(leader: TypedObject): ReturnType<typeof walkList> {
  const head = leader.member('signal').target.findMember('thread_head');
  return head
    ? walkFrom(leader.member('thread_node'), head.address, 'task_struct', 'thread_node')
    : walkList(leader.member('thread_group'), 'task_struct', 'thread_group');
}

const maxProblems = 20;

/** A dump full of damage is told of once in twenty ways, not once for each task. */
class Problems {
  readonly list: Problem[] = [];

  add(problem: Problem | undefined): void {
    if (problem && this.list.length < maxProblems) this.list.push(problem);
  }
}
