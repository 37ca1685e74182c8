import { Emitter } from '../../core/base/emitter';
import type { ContextParams, PanelContext, TaskContext } from '../../core/protocol/taskContext';

/** The task that this page's commands mean: the one that is set, or the one that the page stays with. */
export class PageContext {
  /** Another task is meant; or it was found out which one crashed. */
  readonly changed = new Emitter<PanelContext>();

  /** @param keep ties the panel to a task; without one it follows again */
  constructor(
    private known: PanelContext,
    private readonly keep: (task: ContextParams) => Promise<unknown>,
  ) {}

  get current(): PanelContext {
    return this.known;
  }

  get task(): TaskContext | undefined {
    return this.known.task ?? undefined;
  }

  /** Address of the task where a person set it, which lists mark then; the one that crashed says so itself. */
  get chosen(): string | undefined {
    const { isChosen, follows, task } = this.known;
    return isChosen || !follows ? task?.task : undefined;
  }

  /** Stays with the task that is meant now, or follows again the one that is set. */
  async toggleFollowing(): Promise<void> {
    const { task, frame } = this.task ?? {};
    await this.keep(this.known.follows ? { task, frame } : {});
  }

  /** The extension says so. */
  receive(context: PanelContext): void {
    this.known = context;
    this.changed.fire(context);
  }
}
