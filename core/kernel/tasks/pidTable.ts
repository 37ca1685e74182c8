import type { Steps } from '../../base/steps';
import { entryAt } from '../../types/containerOf';
import { walkHashList } from '../../types/lists';
import type { KernelObjects } from '../../types/kernelObjects';
import { ifKnown } from '../../types/errors';
import { walkRadixTree } from '../../types/radixTree';
import type { TypedObject } from '../../types/typedObject';
import type { FoundTasks } from './taskList';

/**
 * Every thread that the first pid namespace has a number for: a second way to the tasks, independent of their list.
 * Empty before 4.15, whose pids stand in a hash table.
 * @param isKnown whether there is such a task for certain: it is not looked at again
 */
export function* walkPidTable(objects: KernelObjects, isKnown: (task: bigint) => boolean): Steps<FoundTasks> {
  const namespace = objects.findVariable('init_pid_ns', 'pid_namespace');
  const tree = namespace?.findMember('idr')?.findMember('idr_rt');
  if (!tree) return { tasks: [], problems: [] };
  const { entries, problem } = walkRadixTree(tree);
  const tasks: TypedObject[] = [];
  for (const { entry } of entries) {
    const task = ifKnown(() => taskOf(objects.struct('pid', entry), isKnown));
    if (task) tasks.push(task);
    yield;
  }
  return { tasks, problems: problem ? [{ ...problem, at: `pid table, ${problem.at ?? ''}` }] : [] };
}

/** The number's user as a thread (PIDTYPE_PID, the first); a number may outlive its thread as that of a group. */
function taskOf(pid: TypedObject, isKnown: (task: bigint) => boolean): TypedObject | undefined {
  const users = pid.member('tasks').element(0);
  const first = users.member('first').target;
  if (first.address === 0n) return undefined;
  const task = entryAt(users, 'task_struct', 'pid_links')(first);
  if (isKnown(task.address)) return task;
  return walkHashList(users, 'task_struct', 'pid_links').entries[0];
}
