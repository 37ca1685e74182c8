import { Emitter } from '../../core/base/emitter';
import type { PanelContext, TaskContext } from '../../core/protocol/taskContext';

/** The task that this page's commands mean: the one that is set, or the one that the page stays with. */
export class PageContext {
  /** Another task is meant; or it was found out which one crashed. */
  readonly changed = new Emitter<PanelContext>();

  constructor(private known: PanelContext) {}

  get current(): PanelContext {
    return this.known;
  }

  get task(): TaskContext | undefined {
    return this.known.task ?? undefined;
  }

  /** The extension says so. */
  receive(context: PanelContext): void {
    this.known = context;
    this.changed.fire(context);
  }
}
