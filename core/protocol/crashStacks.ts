import type { Problem } from '../base/problem';
import type { BacktraceData } from './backtraceData';
import type { TaskData } from './taskData';

/** What a cpu was executing. */
export type CpuTask = Pick<TaskData, 'cpu' | 'pid' | 'comm' | 'task'>;

/** Where the machine was when it went down. */
export interface CrashStacks {
  /** Of the task that made the kernel panic; absent when `problems` say why nothing leads to it. */
  readonly crashing?: BacktraceData;
  /** By number; empty when the dump does not lead to tasks. */
  readonly cpus: readonly CpuTask[];
  /** What could not be read, and why. */
  readonly problems: readonly Problem[];
}
