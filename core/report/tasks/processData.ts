import { hex } from '../../base/address';
import { readPath } from '../../kernel/files/pathName';
import { readTaskFiles } from '../../kernel/files/openFiles';
import type { Kernel } from '../../kernel/kernel';
import { accessText, readMemoryRegions, type MemoryRegion } from '../../kernel/memory/memoryRegions';
import { readProcessWords } from '../../kernel/tasks/processWords';
import type { Task } from '../../kernel/tasks/task';
import { taskFlagNames } from '../../kernel/tasks/taskFlags';
import { readTaskTimes } from '../../kernel/tasks/taskTimes';
import { readKernelClocks } from '../../kernel/time/timekeeper';
import type {
  MemoryRegionData,
  OpenFileData,
  ProcessData,
  TaskFilesData,
  TaskMemoryMapData,
} from '../../protocol/processData';
import { ifKnown } from '../../types/errors';
import { millisecondsOf } from './taskTable';
import { withoutUndefined } from '../withoutUndefined';

const nanosecondsPerSecond = 1e9;

/** What is known of a task and its process beside its row in a list. */
export function processData(kernel: Kernel, task: Task): ProcessData {
  const { object, mm, flags, startTimeNs } = task;
  const times = readTaskTimes(object);
  const startTimeSeconds = startTimeNs === undefined ? undefined : Number(startTimeNs) / nanosecondsPerSecond;
  const process = mm && mm.address !== 0n ? mm : undefined;
  return withoutUndefined<ProcessData>({
    task: hex(task.address),
    pid: task.pid,
    comm: task.comm,
    stateName: task.state?.name,
    flags: flags === undefined ? undefined : taskFlagNames(flags),
    startTimeSeconds,
    startedAtSeconds: startedAt(kernel, startTimeSeconds),
    runMs: millisecondsOf(task.runTimeNs) ?? undefined,
    userMs: millisecondsOf(times.userNs) ?? undefined,
    systemMs: millisecondsOf(times.systemNs) ?? undefined,
    waitedForCpuMs: millisecondsOf(times.waitedForCpuNs) ?? undefined,
    voluntarySwitches: times.voluntarySwitches,
    involuntarySwitches: times.involuntarySwitches,
    program: process && ifKnown(() => readPath(process.member('exe_file').target.member('f_path'))),
    commandLine: process && readProcessWords(kernel.objects, process, 'arguments'),
    environment: process && readProcessWords(kernel.objects, process, 'environment'),
  });
}

/** Seconds since 1970. */
function startedAt(kernel: Kernel, startTimeSeconds: number | undefined): number | undefined {
  const { memory, symbols, dump } = kernel;
  const clocks = symbols && readKernelClocks(memory, symbols, dump.machine);
  if (!clocks || startTimeSeconds === undefined) return undefined;
  return clocks.wallSeconds - clocks.uptimeSeconds + startTimeSeconds;
}

export function taskFilesData(task: Task): TaskFilesData {
  const { root, workingDirectory, files, problems } = readTaskFiles(task);
  return {
    ...withoutUndefined<Pick<TaskFilesData, 'root' | 'workingDirectory'>>({ root, workingDirectory }),
    files: files.map(({ descriptor, address, kind, path, position, flags }) =>
      withoutUndefined<OpenFileData>({
        descriptor,
        address: hex(address),
        kind,
        path,
        positionBytes: position,
        flags: flags === undefined ? undefined : hex(BigInt(flags)),
      }),
    ),
    problems,
  };
}

/** Regions [start, start + count) of the task's address space. */
export function taskMemoryMapData(
  { objects }: Kernel,
  { mm }: Task,
  start: number,
  count: number,
): TaskMemoryMapData {
  const { regions, problems } = mm ? readMemoryRegions(objects, mm) : { regions: [], problems: [] };
  return { total: regions.length, regions: regions.slice(start, start + count).map(regionData), problems };
}

function regionData({ address, start, end, flags, name, fileOffsetBytes }: MemoryRegion): MemoryRegionData {
  return withoutUndefined<MemoryRegionData>({
    address: hex(address),
    start: hex(start),
    end: hex(end),
    flags: flags === undefined ? undefined : hex(flags),
    access: flags === undefined ? undefined : accessText(flags),
    name,
    fileOffsetBytes: fileOffsetBytes === undefined ? undefined : Number(fileOffsetBytes),
  });
}
