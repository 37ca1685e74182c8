import type { CancellationToken } from '../../base/cancellation';
import { VmcoreError } from '../../base/errors';
import { lazy } from '../../base/lazy';
import { registersMissing } from '../../unwind/stackEnds';
import type { Backtrace } from '../../unwind/stackFrame';
import { readCpuRegisters, type RegistersOfCpu } from '../cpus/cpuRegisters';
import { cpuNotInDump, panicCpuUnknown, pidNotFound } from '../errors';
import type { Kernel } from '../kernel';
import { readCurrentTasks } from './currentTasks';
import { findPanicTaskInLog, readPanicCpu, type PanicTask } from '../cpus/panicCpu';
import { readRunQueues } from '../cpus/runQueues';
import { readTask, type Task } from './task';
import { SharedSteps } from '../sharedSteps';
import { tasksInSteps, type Tasks } from './tasks';

/** Whose stack, and what is on it. What the dump does not tell is undefined. */
export interface TaskStack extends Partial<Pick<Task, 'pid' | 'comm' | 'cpu' | 'address'>> {
  readonly onCpu: boolean;
  readonly task?: Task;
  readonly backtrace: Backtrace;
}

/** The kernel stacks of tasks: from the registers of its cpu where a task ran, else from where it went to sleep. */
export class Stacks {
  private readonly parts = {
    tasks: new SharedSteps(() => tasksInSteps(this.kernel.objects)),
    registers: lazy(() =>
      readCpuRegisters(
        this.kernel.dump,
        ifOpen(() => this.kernel.objects),
      ),
    ),
  };

  constructor(private readonly kernel: Kernel) {}

  /** Whose stacks these are. @throws VmcoreError when the dump does not lead to tasks. */
  get tasks(): Tasks {
    return this.parts.tasks.result;
  }

  /** Reads the tasks with others in between; `tasks` has them then, or throws why not. @throws VmcoreError `cancelled` */
  readTasks(token: CancellationToken): Promise<void> {
    return this.parts.tasks.finishInTurns(token);
  }

  /** What each cpu executed, in the order of cpus: known without a walk over all tasks. */
  currentTasks(): readonly Task[] {
    return readCurrentTasks(this.kernel.objects);
  }

  /** Of every thread. @throws VmcoreError when the dump does not lead to tasks or unwind tables. */
  *all(): Generator<TaskStack> {
    for (const task of this.tasks.tasks) yield this.ofTask(task);
  }

  /** One stack, or for pid 0 one of each cpu. @throws VmcoreError `pid-not-found`, or as `all` does. */
  ofPid(pid: number): readonly TaskStack[] {
    const tasks = this.tasks.tasks.filter((task) => task.pid === pid);
    if (tasks.length === 0) throw pidNotFound(pid);
    return tasks.map((task) => this.ofTask(task));
  }

  /** Of what the cpu executed. @throws VmcoreError `cpu-not-in-dump`, or when nothing leads to unwind tables. */
  ofCpu(cpu: number): TaskStack {
    const registers = this.parts.registers();
    const found = registers.find((candidate) => candidate.cpu === cpu);
    if (!found)
      throw cpuNotInDump(
        cpu,
        registers.map((candidate) => candidate.cpu),
      );
    return this.ofRegisters(found);
  }

  /** The cpu that the kernel or its log says it gave up on; undefined of a machine that did not crash. */
  get crashingCpu(): number | undefined {
    return this.panicCpu() ?? this.panicTaskInLog()?.cpu;
  }

  /** Of the task that made the kernel panic. @throws VmcoreError `panic-cpu-unknown`, or as `ofCpu` does. */
  ofPanic(): TaskStack {
    const logged = this.panicTaskInLog();
    const cpu = this.crashingCpu ?? this.parts.registers()[0]?.cpu;
    if (cpu === undefined) throw panicCpuUnknown();
    const stack = this.ofCpu(cpu);
    return stack.comm === undefined && logged?.cpu === cpu ? { ...stack, ...logged } : stack;
  }

  ofTask(task: Task): TaskStack {
    const { pid, comm, cpu, address, onCpu } = task;
    return { pid, comm, cpu, address, onCpu, task, backtrace: this.backtraceOf(task) };
  }

  /** What `thread` holds of a running task is from when it last slept: frames from there would be stale. */
  private backtraceOf({ address, onCpu, cpu }: Task): Backtrace {
    if (!onCpu) return this.kernel.unwinder.unwindTask(address);
    const found = this.parts.registers().find((candidate) => candidate.cpu === cpu);
    if (!found) return { frames: [], end: registersMissing(cpu) };
    return this.kernel.unwinder.unwindFrom(found.registers, address);
  }

  private ofRegisters({ cpu, pid, registers }: RegistersOfCpu): TaskStack {
    const task = ifOpen(() => this.runningOn(cpu));
    if (task) return this.ofTask(task);
    return { pid, comm: undefined, cpu, onCpu: true, backtrace: this.kernel.unwinder.unwindFrom(registers) };
  }

  /** By its run queue, which says so at once; only where that is lost all tasks are looked through. */
  private runningOn(cpu: number): Task | undefined {
    const { objects } = this.kernel;
    const current = readRunQueues(objects).find((queue) => queue.cpu === cpu)?.current;
    if (current !== undefined) return readTask(objects.struct('task_struct', current), true);
    return this.tasks.tasks.find((candidate) => candidate.onCpu && candidate.cpu === cpu);
  }

  private panicCpu(): number | undefined {
    const { memory, symbols, dump } = this.kernel;
    return symbols && readPanicCpu(memory, symbols, dump.machine);
  }

  private panicTaskInLog(): PanicTask | undefined {
    return ifOpen(() => {
      const { log, panic } = this.kernel;
      return panic && findPanicTaskInLog(log, panic);
    });
  }
}

/** Of a part of the kernel that others can do without. */
function ifOpen<Part>(open: () => Part): Part | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
