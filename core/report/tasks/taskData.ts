import { hex } from '../../base/address';
import type { Task } from '../../kernel/tasks/task';
import { readTaskCommandLine } from '../../kernel/tasks/taskCommandLine';
import { readTaskMemory } from '../../kernel/tasks/taskMemory';
import type { TaskData } from '../../protocol/taskData';
import type { KernelObjects } from '../../types/kernelObjects';
import { withoutUndefined } from '../withoutUndefined';

const nanosecondsPerSecond = 1e9;

/** Tasks as they go over the wire, with what their mm_structs tell. */
export function tasksData(objects: KernelObjects, tasks: readonly Task[]): TaskData[] {
  const sharing = new Map<bigint, Task[]>();
  for (const task of tasks) {
    if (!task.mm) continue;
    const threads = sharing.get(task.mm.address);
    if (threads) threads.push(task);
    else sharing.set(task.mm.address, [task]);
  }
  return tasks.map((task) => taskData(objects, task, (task.mm && sharing.get(task.mm.address)) ?? []));
}

function taskData(objects: KernelObjects, task: Task, threads: readonly Task[]): TaskData {
  const { address, state, mm, isKernelThread, flags, stackBase, startTimeNs, lastRunNs } = task;
  const memory = mm && readTaskMemory(objects, mm, threads);
  return withoutUndefined<TaskData>({
    pid: task.pid,
    tgid: task.tgid,
    ppid: task.ppid,
    comm: task.comm,
    state: state?.letter,
    stateName: state?.name,
    cpu: task.cpu,
    onCpu: task.onCpu,
    task: hex(address),
    kernelThread: isKernelThread,
    flags: flags === undefined ? undefined : hex(BigInt(flags)),
    residentBytes: numberOf(memory?.residentBytes),
    virtualBytes: numberOf(memory?.virtualBytes),
    startTimeSeconds: secondsOf(startTimeNs),
    lastRunSeconds: lastRunNs === 0n ? undefined : secondsOf(lastRunNs),
    stack: stackBase === undefined ? undefined : hex(stackBase),
    commandLine: mm && readTaskCommandLine(objects, mm),
  });
}

function numberOf(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function secondsOf(nanoseconds: bigint | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : Number(nanoseconds) / nanosecondsPerSecond;
}
