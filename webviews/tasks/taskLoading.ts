import { errorData } from '../../core/base/errors';
import type { StatusLine } from '../shared/statusLine';
import type { TaskStore } from './model/taskStore';
import { strings } from './strings';
import type { TaskList } from './taskList';
import type { TaskLoader } from './taskLoader';

/** Has everything loaded, and says in the status line how far that is, or why it stopped. */
export class TaskLoading {
  constructor(
    private readonly loader: TaskLoader,
    private readonly store: TaskStore,
    private readonly list: TaskList,
    private readonly status: StatusLine,
  ) {}

  async start(): Promise<void> {
    try {
      await this.loader.loadRows();
    } catch (error) {
      this.showFailure(error, () => void this.start());
      return;
    }
    await this.unwind();
  }

  /** Something has arrived. */
  showProgress(what: 'rows' | 'channels'): void {
    const { loader, status } = this;
    const loaded = this.store.tasks.length;
    if (loader.hasAllChannels) status.showNote(loader.problems.map(({ message }) => message).join(' '));
    else if (what === 'rows') status.showNote(strings.loading(loaded, loader.total));
    else
      status.showNote(strings.unwinding(this.store.channelCount, loaded), {
        label: strings.cancel,
        run: () => {
          loader.stopChannels();
        },
      });
  }

  private async unwind(): Promise<void> {
    const again = (): void => void this.unwind();
    try {
      await this.loader.loadChannels();
    } catch (error) {
      const { channelCount, tasks } = this.store;
      if (errorData(error).code !== 'cancelled') this.showFailure(error, again);
      else
        this.status.showNote(strings.unwindingStopped(channelCount, tasks.length), {
          label: strings.goOn,
          run: again,
        });
    }
  }

  private showFailure(error: unknown, retry: () => void): void {
    const { message, nextStep } = errorData(error);
    const action = { label: strings.retry, run: retry };
    if (this.store.tasks.length === 0) this.list.overlay.showMessage(message, nextStep, action);
    this.status.showNote(`${message} ${nextStep}`, action);
  }
}
