import { Attempts } from '../../core/base/attempts';
import type { Kernel } from '../../core/kernel/kernel';
import type { Stacks } from '../../core/kernel/tasks/stacks';
import type { FrameData } from '../../core/protocol/backtraceData';
import { backtraceData } from '../../core/report/stacks/backtraceData';
import { segmentsOf, type Registers } from '../gdb/segments';
import { switchedOutRegisters } from '../gdb/switchedOutRegisters';
import type { CrashReadings } from '../host/crashReadings';
import { stackOfTask, taskAt } from '../tasks/taskAt';

/** Where gdb's own commands are carried out. */
export interface GdbThread {
  readonly stack: readonly FrameData[];
  /** From which gdb unwinds it; undefined where the dump tells of none. */
  readonly registers: Registers | undefined;
}

const nowhere: GdbThread = { stack: [], registers: undefined };

/** What gdb takes for a thread: the registers that a task left off with, be it at the crash or when another took its cpu. */
export class GdbThreads {
  /** gdb keeps the frame that a person chose as long as it is given the very same registers. */
  private last: { readonly task: string | undefined; readonly thread: GdbThread } | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly readings: CrashReadings,
  ) {}

  /**
   * What the dump does not tell of it is empty.
   * @param task the address of its task_struct; the crashing one's when left out
   */
  async of(task: string | undefined): Promise<GdbThread> {
    if (this.last && this.last.task === task) return this.last.thread;
    const stacks = await this.readings.taskStacks();
    // gdb tells of types and symbols where nothing leads to stacks.
    const thread = new Attempts().try(() => this.read(stacks, task)) ?? nowhere;
    this.last = { task, thread };
    return thread;
  }

  private read(stacks: Stacks, address: string | undefined): GdbThread {
    const { frames } = backtraceData(this.kernel.codeNames, stackOfTask(stacks, address));
    const task = address === undefined ? undefined : taskAt(stacks, address);
    const switchedOut =
      task && !task.onCpu ? switchedOutRegisters(task.object, this.kernel.dump.machine.name) : undefined;
    return { stack: frames, registers: segmentsOf(frames, switchedOut)[0]?.registers };
  }
}
