import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { Task } from '../../core/kernel/tasks/task';
import { waitChannelFinder, type FindWaitChannel } from '../../core/kernel/tasks/waitChannel';
import type { TaskPage } from '../../core/protocol/panels/tasksRequests';
import { packRows } from '../../core/protocol/taskTable';
import { readMachineMemoryBytes } from '../../core/report/memory/machineMemory';
import { TaskTable } from '../../core/report/tasks/taskTable';
import { lazy } from '../../core/base/lazy';
import { taskAt } from './taskAt';

/** The tasks of one dump as lists show them, read once. */
export class TaskReadings {
  private readonly table = lazy(
    () => new TaskTable(this.kernel.objects, this.stacks.tasks.tasks, this.stacks.crashingCpu),
  );
  private readonly memoryBytes = lazy(() => readMachineMemoryBytes(this.kernel));
  private readonly findWaitChannel = lazy((): FindWaitChannel => {
    const { codeNames } = this.kernel;
    return waitChannelFinder(this.kernel.findAddress, (frame) => codeNames.nameOf(frame)?.symbol);
  });
  /** By task: a page that comes back asks again. */
  private readonly channels = new Map<Task, string | null>();

  constructor(
    private readonly kernel: Kernel,
    readonly stacks: Stacks,
  ) {}

  currentTasks(): TaskPage {
    const { objects } = this.kernel;
    const tasks = this.stacks.currentTasks();
    const table = new TaskTable(objects, tasks, this.stacks.crashingCpu);
    return this.page(table.rows(0, tasks.length));
  }

  taskPage(start: number, count: number): TaskPage {
    const table = this.table();
    const { problems } = this.stacks.tasks;
    return { ...this.page(table.rows(start, count)), total: table.tasks.length, problems };
  }

  waitChannels(start: number, count: number): readonly (string | null)[] {
    return this.table()
      .tasks.slice(start, start + count)
      .map((task) => this.waitChannelOf(task));
  }

  /** @throws VmcoreError `task-not-found` */
  task(address: string): Task {
    return taskAt(this.stacks, address);
  }

  private page(rows: Parameters<typeof packRows>[0]): TaskPage {
    const memoryBytes = this.memoryBytes();
    return {
      rows: packRows(rows),
      ...(memoryBytes !== undefined && { memoryBytes }),
      problems: [],
    };
  }

  private waitChannelOf(task: Task): string | null {
    const known = this.channels.get(task);
    if (known !== undefined) return known;
    const found = this.findWaitChannelOf(task);
    this.channels.set(task, found);
    return found;
  }

  private findWaitChannelOf(task: Task): string | null {
    if (task.onCpu || task.state?.letter === 'R') return null;
    const frame = this.findWaitChannel()(this.stacks.ofTask(task).backtrace.frames);
    const { symbol, module } = (frame && this.kernel.codeNames.nameOf(frame)) ?? {};
    if (symbol === undefined) return null;
    return module === undefined ? symbol : `${symbol} [${module}]`;
  }
}
