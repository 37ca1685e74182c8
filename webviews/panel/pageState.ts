import type { ContextParams } from '../../core/protocol/taskContext';
import { vscodeApi } from '../shared/host';
import type { PageContext } from './pageContext';

/** What VS Code keeps of a page over a reload: its view's state, which dump it is about, and the task that it stays with. */
export class PageState {
  /** Of any shape: an older version may have saved it. */
  readonly saved: unknown = vscodeApi.getState();

  constructor(
    private readonly restoreKey: string,
    private readonly context: PageContext,
  ) {
    // The view's own state stays as it is.
    const saveAgain = (): void => {
      this.save(asObject(vscodeApi.getState()));
    };
    saveAgain();
    context.changed.listen(saveAgain);
  }

  save(state: object): void {
    const { restoreKey, keptTask } = this;
    vscodeApi.setState({ ...state, restoreKey, keptTask });
  }

  /** The task that the page stayed with before; whoever is asked for it checks it. */
  get keptBefore(): ContextParams | undefined {
    const { keptTask } = asObject(this.saved) as { readonly keptTask?: ContextParams };
    return keptTask;
  }

  private get keptTask(): ContextParams | undefined {
    const { task, current } = this.context;
    return current.follows || !task ? undefined : { task: task.task, frame: task.frame };
  }
}

function asObject(state: unknown): object {
  return typeof state === 'object' && state !== null ? state : {};
}
