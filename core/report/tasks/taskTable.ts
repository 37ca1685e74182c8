import { hex } from '../../base/address';
import type { Task } from '../../kernel/tasks/task';
import { readTaskMemory } from '../../kernel/tasks/taskMemory';
import { readRunQueueClocks, sinceLastRunNs } from '../../kernel/time/runQueueClocks';
import type { TaskRow } from '../../protocol/taskTable';
import type { KernelObjects } from '../../types/kernelObjects';

const nanosecondsPerMillisecond = 1_000_000n;

/** Tasks in the order in which people want to see them, each as a row of a list. */
export class TaskTable {
  readonly tasks: readonly Task[];
  private readonly sharing = new Map<bigint, Task[]>();
  /** Those that were asked for: pages that come back ask again. */
  private readonly known = new Map<Task, TaskRow>();
  private readonly clocks: ReadonlyMap<number, bigint>;

  /** @param crashingCpu whose task made the kernel panic */
  constructor(
    private readonly objects: KernelObjects,
    tasks: readonly Task[],
    private readonly crashingCpu: number | undefined,
  ) {
    this.clocks = readRunQueueClocks(objects);
    this.tasks = [0, 1, 2, 3].flatMap((urgency) => tasks.filter((task) => this.urgency(task) === urgency));
    for (const task of tasks) {
      if (!task.mm || task.mm.address === 0n) continue;
      const threads = this.sharing.get(task.mm.address);
      if (threads) threads.push(task);
      else this.sharing.set(task.mm.address, [task]);
    }
  }

  /** Rows [start, start + count); fewer at the end. */
  rows(start: number, count: number): TaskRow[] {
    return this.tasks.slice(start, start + count).map((task) => this.row(task));
  }

  private row(task: Task): TaskRow {
    const row = this.known.get(task) ?? this.readRow(task);
    this.known.set(task, row);
    return row;
  }

  private readRow(task: Task): TaskRow {
    const { mm, stackBase } = task;
    const memory = mm && readTaskMemory(this.objects, mm, this.sharing.get(mm.address) ?? []);
    return {
      task: hex(task.address),
      pid: task.pid ?? null,
      tgid: task.tgid ?? null,
      ppid: task.ppid ?? null,
      comm: task.comm ?? null,
      state: task.state?.letter ?? null,
      cpu: task.cpu ?? null,
      role: this.roleOf(task),
      kernelThread: task.isKernelThread,
      residentBytes: numberOf(memory?.residentBytes),
      virtualBytes: numberOf(memory?.virtualBytes),
      runMs: millisecondsOf(task.runTimeNs),
      sinceRunMs: millisecondsOf(sinceLastRunNs(this.clocks, task)),
      stack: stackBase === undefined ? null : hex(stackBase),
    };
  }

  private roleOf({ onCpu, cpu }: Task): TaskRow['role'] {
    if (!onCpu) return null;
    return cpu !== undefined && cpu === this.crashingCpu ? 'crashing' : 'on-cpu';
  }

  private urgency(task: Task): number {
    const role = this.roleOf(task);
    if (role !== null) return role === 'crashing' ? 0 : 1;
    return task.state?.letter === 'D' ? 2 : 3;
  }
}

function numberOf(value: bigint | undefined): number | null {
  return value === undefined ? null : Number(value);
}

export function millisecondsOf(nanoseconds: bigint | undefined): number | null {
  return nanoseconds === undefined ? null : Number(nanoseconds / nanosecondsPerMillisecond);
}
