import type { Disposable } from '../../core/base/emitter';
import type { PanelContext, TaskContext } from '../../core/protocol/taskContext';
import type { OpenDump } from '../dumpHost/openDump';
import { readContext, type TaskContexts } from '../navigation/context';

/** The context as one panel has it: the dump's, or the task that the panel was told to stay with. */
export class ContextOfPanel implements Disposable {
  private kept: TaskContext | undefined;
  private readonly following: Disposable;

  constructor(
    private readonly dump: OpenDump,
    private readonly contexts: TaskContexts,
    private readonly changed: (context: PanelContext) => void,
  ) {
    this.following = contexts.changed.listen((other) => {
      if (other === dump && !this.kept) this.changed(this.current);
    });
  }

  get current(): PanelContext {
    const task = this.kept ?? this.contexts.of(this.dump) ?? null;
    return { task, isChosen: this.contexts.isChosen(this.dump), follows: this.kept === undefined };
  }

  /** Without a task, the panel follows again. @throws VmcoreError `task-not-found` */
  async keep(task?: string, frame?: number): Promise<void> {
    this.kept = task === undefined ? undefined : await readContext(this.dump, task, frame);
    this.changed(this.current);
  }

  dispose(): void {
    this.following.dispose();
  }
}
