import { readMemoryRegions } from '../../core/kernel/memory/memoryRegions';
import type { Task } from '../../core/kernel/tasks/task';
import type { MeantProcess } from '../../core/report/memory/memoryMeanings';
import { ProcessRegions } from '../../core/report/memory/processRegions';
import type { DumpSession } from '../host/dumpSession';
import { taskAt } from '../tasks/taskAt';
import { memoryOfTask } from './memoryAt';

/** The memory and the memory maps of the tasks that requests mean, each map read once. */
export class MeantProcesses {
  private readonly regions = new WeakMap<Task, ProcessRegions>();

  constructor(private readonly session: DumpSession) {}

  /**
   * Undefined without a task, and where that has no user memory to read.
   * @param address of its task_struct
   * @throws VmcoreError `task-not-found`
   */
  async find(address: string | undefined): Promise<MeantProcess | undefined> {
    if (address === undefined) return undefined;
    const task = taskAt(await this.session.crash.taskStacks(), address);
    const { memory, missing } = memoryOfTask(this.session.kernel, task);
    return missing ? undefined : { memory, regions: this.regionsOf(task) };
  }

  private regionsOf(task: Task): ProcessRegions {
    const known = this.regions.get(task);
    if (known) return known;
    const { mm } = task;
    const read = mm ? readMemoryRegions(this.session.kernel.objects, mm).regions : [];
    const regions = new ProcessRegions(read);
    this.regions.set(task, regions);
    return regions;
  }
}
