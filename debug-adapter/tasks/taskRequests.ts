import type { Handlers } from '../../core/protocol/connection';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import { readLockWaits } from '../../core/report/tasks/lockWaitsData';
import { processData, taskFilesData, taskMemoryMapData } from '../../core/report/tasks/processData';
import type { DumpSession } from '../host/dumpSession';
import { TaskReadings } from './taskReadings';

export function taskHandlers(session: DumpSession): Handlers<TasksRequests> {
  let readings: TaskReadings | undefined;
  /** Anew where another dump was opened. */
  const first = async (): Promise<TaskReadings> => {
    const stacks = await session.crash.firstStacks();
    if (readings?.stacks !== stacks) readings = new TaskReadings(session.kernel, stacks);
    return readings;
  };
  const current = async (): Promise<TaskReadings> => {
    await session.crash.taskStacks();
    return first();
  };
  return {
    cpuTasks: async () => (await first()).currentTasks(),
    taskPage: async ({ start, count }) => (await current()).taskPage(start, count),
    waitChannels: async ({ start, count }) => ({ channels: (await current()).waitChannels(start, count) }),
    process: async ({ task }) => processData(session.kernel, (await current()).task(task)),
    taskFiles: async ({ task }) => taskFilesData((await current()).task(task)),
    taskMemoryMap: async ({ task, start, count }) =>
      taskMemoryMapData(session.kernel, (await current()).task(task), start, count),
    lockWaits: async ({ looksAtAll }) => readLockWaits(session.kernel, (await current()).stacks, looksAtAll),
  };
}
