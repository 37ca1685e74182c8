import type { TaskRow } from '../../core/protocol/taskTable';

/** A node of the tree: a task, or several that have something in common. */
export type TaskNode = TaskRow | TaskFolder;

export interface TaskFolder {
  readonly id: string;
  readonly label: string;
  readonly taskCount: number;
  readonly children: readonly TaskNode[];
}

/** Flat lists of thousands choke the tree. */
const maxChildren = 500;

/** Which tasks, by their state; the first that takes a task has it. */
export type GroupId =
  'crashing' | 'on-cpu' | 'uninterruptible' | 'runnable' | 'stopped' | 'zombie' | 'others';

const groups: readonly (readonly [GroupId, (task: TaskRow) => boolean])[] = [
  ['crashing', ({ role }) => role === 'crashing'],
  ['on-cpu', ({ role }) => role !== null],
  ['uninterruptible', ({ state }) => state === 'D'],
  // An idle task is always ready to run, and waits for nothing.
  ['runnable', ({ state, pid }) => state === 'R' && pid !== 0],
  ['stopped', ({ state }) => state === 'T' || state === 't'],
  ['zombie', ({ state }) => state === 'Z' || state === 'X'],
];

/** The groups that have tasks, the most urgent first; in each its tasks by name, those of one name together. */
export function groupTasks(
  tasks: readonly TaskRow[],
  labelOf: (group: GroupId) => string,
): readonly TaskFolder[] {
  const taken = new Set<TaskRow>();
  const folder = (id: GroupId, found: readonly TaskRow[]): TaskFolder => {
    for (const task of found) taken.add(task);
    return { id, label: labelOf(id), taskCount: found.length, children: inRanges(id, byName(id, found)) };
  };
  const named = groups.map(([id, belongs]) =>
    folder(
      id,
      tasks.filter((task) => !taken.has(task) && belongs(task)),
    ),
  );
  const others = tasks.filter((task) => !taken.has(task));
  return [...named, folder('others', others)].filter(({ taskCount }) => taskCount > 0);
}

export function isFolder(node: TaskNode): node is TaskFolder {
  return 'children' in node;
}

function byName(parentId: string, tasks: readonly TaskRow[]): readonly TaskNode[] {
  const names = new Map<string, TaskRow[]>();
  for (const task of tasks) {
    const name = task.comm ?? '??';
    const same = names.get(name);
    if (same) same.push(task);
    else names.set(name, [task]);
  }
  return [...names]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([name, same]): readonly TaskNode[] => {
      if (same.length === 1) return same;
      const id = `${parentId}/${name}`;
      return [{ id, label: name, taskCount: same.length, children: inRanges(id, [...same].sort(byPid)) }];
    });
}

/** As they are, or where they are too many, in folders that say from what to what they go. */
function inRanges(parentId: string, nodes: readonly TaskNode[]): readonly TaskNode[] {
  if (nodes.length <= maxChildren) return nodes;
  const size = Math.max(maxChildren, Math.ceil(nodes.length / maxChildren));
  const ranges: TaskFolder[] = [];
  for (let start = 0; start < nodes.length; start += size) {
    const children = nodes.slice(start, start + size);
    const label = `${nameOf(children[0])} … ${nameOf(children.at(-1))}`;
    const taskCount = children.reduce((sum, node) => sum + (isFolder(node) ? node.taskCount : 1), 0);
    ranges.push({ id: `${parentId}/${start}`, label, taskCount, children });
  }
  return ranges;
}

function nameOf(node: TaskNode | undefined): string {
  if (!node) return '';
  return isFolder(node) ? node.label : `${node.comm ?? '??'} ${node.pid ?? '??'}`;
}

function byPid(a: TaskRow, b: TaskRow): number {
  return (a.pid ?? Infinity) - (b.pid ?? Infinity);
}
