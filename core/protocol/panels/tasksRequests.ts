import type { Problem } from '../../base/problem';
import { count, flag, hexAddress, nothing, record, type Checks } from '../check';
import type { LockWaitsData } from '../lockWaits';
import type { ProcessData, TaskFilesData, TaskMemoryMapData } from '../processData';
import type { TaskColumns } from '../taskTable';

export const maxTaskRows = 4096;
export const maxWaitChannels = 512;
export const maxMemoryRegions = 4096;

/** Rows [start, start + count) of a list that is longer than one answer. */
interface PageParams {
  readonly start: number;
  readonly count: number;
}

/** What the views of tasks ask the dump host. Tasks are in one order: crashing, on a cpu, uninterruptible, then by pid. */
export interface TasksRequests {
  /** The tasks that cpus executed, without a walk over the others: what can be shown at once. */
  cpuTasks: { params: null; result: TaskPage };
  taskPage: { params: PageParams; result: TaskPage };
  /** In which function each of the tasks sleeps; null of one that ran, or whose stack tells nothing. */
  waitChannels: { params: PageParams; result: { readonly channels: readonly (string | null)[] } };
  /** What is known of a task beside its row. Fails with `task-not-found`. */
  process: { params: { readonly task: string }; result: ProcessData };
  taskFiles: { params: { readonly task: string }; result: TaskFilesData };
  taskMemoryMap: { params: { readonly task: string } & PageParams; result: TaskMemoryMapData };
  /** @param looksAtAll at every task that sleeps, which takes seconds on a machine with tens of thousands */
  lockWaits: { params: { readonly looksAtAll: boolean }; result: LockWaitsData };
}

export interface TaskPage {
  readonly rows: TaskColumns;
  /** Tasks in all; undefined as long as nobody counted them. */
  readonly total?: number;
  /** Of the machine, for percentages. */
  readonly memoryBytes?: number;
  readonly problems: readonly Problem[];
}

const page = { start: count(), count: count(maxTaskRows) };

export const tasksRequestChecks: Checks<TasksRequests> = {
  cpuTasks: nothing,
  taskPage: record(page),
  waitChannels: record({ start: count(), count: count(maxWaitChannels) }),
  process: record({ task: hexAddress }),
  taskFiles: record({ task: hexAddress }),
  taskMemoryMap: record({ task: hexAddress, start: count(), count: count(maxMemoryRegions) }),
  lockWaits: record({ looksAtAll: flag }),
};
