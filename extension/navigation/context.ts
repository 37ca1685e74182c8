import { Emitter } from '../../core/base/emitter';
import type { OpenDump } from '../dumpHost/openDump';
import { readTaskRows } from '../tasks/taskRows';
import type { TaskRow } from '../../core/protocol/taskTable';

/** The task that commands mean when nobody names one: crash's "context". */
export type ContextTask = Pick<TaskRow, 'task' | 'pid' | 'comm'>;

/** The context of each dump: the crashing task, until a person sets another. */
export class TaskContexts {
  private readonly chosen = new WeakMap<OpenDump, ContextTask>();
  /** The context of this dump is another one. */
  readonly changed = new Emitter<OpenDump>();

  /** Undefined where nobody chose one and none crashed, or while that is not known. */
  of(dump: OpenDump): ContextTask | undefined {
    return this.chosen.get(dump);
  }

  set(dump: OpenDump, task: ContextTask): void {
    this.chosen.set(dump, task);
    this.changed.fire(dump);
  }

  /** By the address of its task_struct. @throws VmcoreError `task-not-found` */
  async setByAddress(dump: OpenDump, task: string): Promise<void> {
    const { pid = null, comm = null } = await dump.request('process', { task });
    this.set(dump, { task, pid, comm });
  }

  /** Makes the task that crashed the context, or else what the first cpu executed, where nobody has chosen yet. */
  async findDefault(dump: OpenDump): Promise<void> {
    if (this.chosen.has(dump)) return;
    const first = await readTaskRows(dump).next();
    const [task] = first.done === true ? [] : first.value;
    if (task && !this.chosen.has(dump)) this.set(dump, task);
  }
}
