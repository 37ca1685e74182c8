import type { Problem } from '../../base/problem';
import { finish, mapSteps, type Steps } from '../../base/steps';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { initTaskNotFound } from '../errors';
import { findInitTask } from './initTask';
import { walkPidTable } from './pidTable';
import { readRunQueues, type RunQueue } from '../cpus/runQueues';
import { readTask, type Task } from './task';
import { taskListEntries } from './taskList';

/** Every thread of the dumped machine, the idle task of each cpu first, then by pid. */
export interface Tasks {
  readonly tasks: readonly Task[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the task list, and the pid table and run queues for what a corrupt list hides.
 * @throws VmcoreError `init-task-not-found`, or `type-missing`
 */
export function readTasks(objects: KernelObjects): Tasks {
  return finish(tasksInSteps(objects));
}

/** The same, task by task: tens of thousands take seconds. @throws VmcoreError as `readTasks` does */
export function* tasksInSteps(objects: KernelObjects): Steps<Tasks> {
  const initTask = findInitTask(objects);
  if (!initTask) throw initTaskNotFound();
  const runQueues = readRunQueues(objects);
  const current = new Set(runQueues.map((queue) => queue.current));
  const isCertain = current.size > 0 && !current.has(undefined);
  const read = new Map<bigint, Task>();
  const taskOf = (object: TypedObject): Task => {
    const known = read.get(object.address);
    const task = known ?? readTask(object, current.has(object.address) || (isCertain ? false : undefined));
    if (!known) read.set(object.address, task);
    return task;
  };
  const { found, problems } = yield* findTasks(objects, initTask, runQueues, taskOf);
  const tasks = found.map(taskOf);
  // Every cpu has threads of its own on the list; where none is on another cpu, no other idle task is missing.
  const hasOtherCpus = tasks.some(({ cpu }) => cpu !== 0);
  const unknown = runQueues.length === 0 && hasOtherCpus ? [runQueuesUnknown] : [];
  return { tasks: tasks.sort(byPid), problems: [...problems, ...unknown] };
}

function* findTasks(
  objects: KernelObjects,
  initTask: TypedObject,
  runQueues: readonly RunQueue[],
  read: (task: TypedObject) => void,
): Steps<{ readonly found: readonly TypedObject[]; readonly problems: readonly Problem[] }> {
  const list = yield* mapSteps(taskListEntries(initTask), read);
  const found = new Map<bigint, TypedObject>(list.tasks.map((task) => [task.address, task]));
  const table = yield* walkPidTable(objects, (task) => found.has(task));
  const hidden = table.tasks.filter(({ address }) => !found.has(address));
  for (const task of [initTask, ...hidden]) found.set(task.address, task);
  // Idle tasks are on no list, and a task that has just exited runs a little longer than it is on one.
  for (const address of runQueues.flatMap(({ idle, current }) => [idle, current])) {
    if (address !== undefined && !found.has(address))
      found.set(address, objects.struct('task_struct', address));
  }
  const problems = [...list.problems, ...table.problems];
  if (hidden.length > 0) problems.push(tasksHidden(hidden.length));
  return { found: [...found.values()], problems };
}

const runQueuesUnknown: Problem = {
  code: 'run-queues-unknown',
  message:
    'The dump does not tell where the run queues are: the idle tasks of all cpus but the first are not listed.',
};

function tasksHidden(count: number): Problem {
  return {
    code: 'tasks-hidden',
    message: `${count} tasks are in the pid table but not on the task list; they are shown all the same.`,
  };
}

/** Tasks whose pid the dump lacks come last. */
function byPid(a: Task, b: Task): number {
  return (a.pid ?? Infinity) - (b.pid ?? Infinity) || (a.cpu ?? 0) - (b.cpu ?? 0);
}
