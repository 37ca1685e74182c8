import type { Disposable, Emitter } from '../../core/base/emitter';
import type { TaskContext } from '../../core/protocol/taskContext';

/** As `TaskContexts`. */
interface Contexts<Dump> {
  of(dump: Dump): TaskContext | undefined;
  isChosen(dump: Dump): boolean;
  readonly changed: Pick<Emitter<Dump>, 'listen'>;
}

/** Tells when commands mean another task than before; that they mean the one that crashed at first is no news. */
export class TaskNews<Dump> implements Disposable {
  private known: string | undefined;
  private readonly following: Disposable;

  constructor(
    private readonly dump: Dump,
    private readonly contexts: Contexts<Dump>,
    private readonly tell: (task: TaskContext) => void,
  ) {
    this.known = contexts.of(dump)?.task;
    this.following = contexts.changed.listen((changed) => {
      if (changed === dump) this.compare();
    });
  }

  dispose(): void {
    this.following.dispose();
  }

  private compare(): void {
    const { dump, contexts, known } = this;
    const task = contexts.of(dump);
    if (!task || task.task === known) return;
    this.known = task.task;
    if (known !== undefined || contexts.isChosen(dump)) this.tell(task);
  }
}
