import type { Memento } from 'vscode';
import { Emitter } from '../../core/base/emitter';
import { VmcoreError } from '../../core/base/errors';
import type { TaskContext } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';
import { whenOpen } from '../dumpHost/whenOpen';
import { readTaskRows } from '../tasks/taskRows';
import { RememberedByDump } from '../pages/rememberedByDump';

interface KnownContext {
  readonly task: TaskContext;
  readonly isChosen: boolean;
}

/** The context of each dump, crash's `set`: the crashing task, until a person sets another. Every view hears of it. */
export class TaskContexts {
  private readonly known = new WeakMap<OpenDump, KnownContext>();
  private readonly remembered: RememberedByDump<TaskContext>;
  /** The context of this dump is another one. */
  readonly changed = new Emitter<OpenDump>();

  constructor(storage: Memento) {
    this.remembered = new RememberedByDump(storage, 'taskContexts');
  }

  /** Undefined where nobody chose one and none crashed, or while that is not known. */
  of(dump: OpenDump): TaskContext | undefined {
    return this.known.get(dump)?.task;
  }

  /** Whether a person set it. */
  isChosen(dump: OpenDump): boolean {
    return this.known.get(dump)?.isChosen === true;
  }

  /** The task that a person set in the dump at that path. */
  chosenAt(path: string): TaskContext | undefined {
    return this.remembered.find(path);
  }

  set(dump: OpenDump, { task, pid, comm, frame }: TaskContext): void {
    const context = { task, pid, comm, ...(frame !== undefined && { frame }) };
    this.tell(dump, { task: context, isChosen: true });
    void this.remembered.remember(dump.path, context);
  }

  /** By the address of its task_struct. @throws VmcoreError `task-not-found` */
  async setByAddress(dump: OpenDump, task: string, frame?: number): Promise<void> {
    this.set(dump, await readContext(dump, task, frame));
  }

  /** Back to the task that crashed. */
  async reset(dump: OpenDump): Promise<void> {
    void this.remembered.forget(dump.path);
    const task = await readDefault(dump);
    if (task) this.tell(dump, { task, isChosen: false });
  }

  /** Makes the one that was set before a reload the context, else the crashing task, where nobody has chosen yet. */
  async find(dump: OpenDump): Promise<void> {
    if (this.known.has(dump)) return;
    await whenOpen(dump);
    const before = await this.findRemembered(dump);
    const task = before ?? (await readDefault(dump));
    if (task && !this.known.has(dump)) this.tell(dump, { task, isChosen: before !== undefined });
  }

  private tell(dump: OpenDump, context: KnownContext): void {
    this.known.set(dump, context);
    this.changed.fire(dump);
  }

  /** Another dump may have the file's name by now. */
  private async findRemembered(dump: OpenDump): Promise<TaskContext | undefined> {
    const before = this.remembered.find(dump.path);
    if (!before) return undefined;
    try {
      return await readContext(dump, before.task, before.frame);
    } catch (error) {
      if (!(error instanceof VmcoreError) || error.code !== 'task-not-found') throw error;
      await this.remembered.forget(dump.path);
      return undefined;
    }
  }
}

/** @throws VmcoreError `task-not-found` */
export async function readContext(dump: OpenDump, task: string, frame?: number): Promise<TaskContext> {
  const { pid = null, comm = null } = await dump.request('process', { task });
  return { task, pid, comm, frame };
}

/** What crashed, or else what the first cpu executed. */
async function readDefault(dump: OpenDump): Promise<TaskContext | undefined> {
  const first = await readTaskRows(dump).next();
  const [row] = first.done === true ? [] : first.value;
  return row && { task: row.task, pid: row.pid, comm: row.comm };
}
