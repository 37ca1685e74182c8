import assert from 'node:assert/strict';
import { Stacks } from '../../core/kernel/tasks/stacks';
import { withKernel } from './comparedStacks';
import type { LabDump } from './lab/labDump';

/** What differs between two machines that the lab starts alike: how many tasks there are, and their numbers. */
export interface DumpedTasks {
  readonly count: number;
  /** In rising order, the idle tasks' left out. */
  readonly pids: readonly number[];
  readonly pidOf: (comm: string) => number;
}

export async function dumpedTasks(dump: LabDump): Promise<DumpedTasks> {
  const tasks = await withKernel(dump, (kernel) => new Stacks(kernel).tasks.tasks);
  return {
    count: tasks.length,
    pids: tasks
      .flatMap(({ pid }) => pid ?? [])
      .filter((pid) => pid > 0)
      .sort((one, other) => one - other),
    pidOf: (comm) => {
      const pid = tasks.find((task) => task.comm === comm)?.pid;
      assert.ok(pid !== undefined, `${dump.name} has a task ${comm}`);
      return pid;
    },
  };
}
