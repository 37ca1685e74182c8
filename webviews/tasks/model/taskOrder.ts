import { memoryPercent } from '../../../core/protocol/text/taskText';
import type { ListedTask } from './listedTask';

/** From the left: what people look at first. */
export const columnIds = [
  'pid',
  'state',
  'cpu',
  'ran',
  'comm',
  'wchan',
  'ppid',
  'tgid',
  'memory',
  'rss',
  'vsz',
  'run',
] as const;
export type ColumnId = (typeof columnIds)[number];

export interface TaskOrder {
  readonly column: ColumnId;
  readonly descending: boolean;
}

const values: Readonly<Record<ColumnId, (task: ListedTask) => number | string | null | undefined>> = {
  pid: ({ pid }) => pid,
  tgid: ({ tgid }) => tgid,
  ppid: ({ ppid }) => ppid,
  state: ({ state }) => state,
  cpu: ({ cpu }) => cpu,
  memory: ({ residentBytes }) => memoryPercent(residentBytes, 1),
  rss: ({ residentBytes }) => residentBytes,
  vsz: ({ virtualBytes }) => virtualBytes,
  run: ({ runMs }) => runMs,
  ran: ({ sinceRunMs }) => sinceRunMs,
  wchan: ({ waitChannel }) => waitChannel,
  comm: ({ comm }) => comm,
};

/** What is large is what people look for in these. */
const largestFirst: readonly ColumnId[] = ['memory', 'rss', 'vsz', 'run'];

/** The order after a click on that column. */
export function nextOrder(current: TaskOrder | undefined, column: ColumnId): TaskOrder | undefined {
  const first = largestFirst.includes(column);
  if (current?.column !== column) return { column, descending: first };
  return current.descending === first ? { column, descending: !first } : undefined;
}

/** Unknown values come last either way; equal ones stay as they were. Undefined: the dump host's own order. */
export function sortTasks(tasks: readonly ListedTask[], order: TaskOrder | undefined): readonly ListedTask[] {
  if (!order) return tasks;
  const valueOf = values[order.column];
  const sign = order.descending ? -1 : 1;
  return [...tasks].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    const leftUnknown = left === null || left === undefined;
    if (leftUnknown || right === null || right === undefined)
      return Number(leftUnknown) - Number(right === null || right === undefined);
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}
