import { RequestCancellation } from '../../core/protocol/connection';
import type { TasksRequests } from '../../core/protocol/panels/tasksRequests';
import { unpackRows } from '../../core/protocol/taskTable';
import type { Problem } from '../../core/base/problem';
import type { PanelHost } from '../panel/panelPage';
import type { TaskStore } from './model/taskStore';

// Each takes some fifty milliseconds of the dump host's time, which answers nobody else meanwhile.
const pageRows = 256;
const channelsAtOnce = 256;

export interface LoaderEvents {
  /** Rows or wait channels have arrived. */
  arrived(what: 'rows' | 'channels'): void;
}

/** Fetches tasks in pages, the urgent ones first, and then the wait channel of each. */
export class TaskLoader {
  /** Tasks in all; undefined until they were counted. */
  total: number | undefined;
  memoryBytes: number | undefined;
  problems: readonly Problem[] = [];
  private cancellation = new RequestCancellation();

  constructor(
    private readonly host: Pick<PanelHost<TasksRequests>, 'request'>,
    private readonly store: TaskStore,
    private readonly events: LoaderEvents,
  ) {}

  get isWhole(): boolean {
    return this.total === this.store.tasks.length;
  }

  get hasAllChannels(): boolean {
    return this.isWhole && this.store.channelCount === this.total;
  }

  /** Rejects when the dump cannot tell its tasks; may be called again. */
  async loadRows(): Promise<void> {
    if (this.store.tasks.length === 0) this.take(0, await this.host.request('cpuTasks', null));
    for (let start = 0; this.total === undefined || start < this.total; start += pageRows)
      this.take(start, await this.host.request('taskPage', { start, count: pageRows }));
  }

  /** From where it was stopped; rejects with `cancelled` when it is stopped again. */
  async loadChannels(): Promise<void> {
    this.cancellation = new RequestCancellation();
    const { cancellation } = this;
    while (!this.hasAllChannels) {
      const params = { start: this.store.channelCount, count: channelsAtOnce };
      const { channels } = await this.host.request('waitChannels', params, { cancellation });
      if (channels.length === 0) return;
      this.store.addChannels(channels);
      this.events.arrived('channels');
    }
  }

  stopChannels(): void {
    this.cancellation.cancel();
  }

  private take(start: number, page: TasksRequests['taskPage']['result']): void {
    this.store.put(start, unpackRows(page.rows));
    this.total = page.total;
    this.memoryBytes = page.memoryBytes;
    if (page.problems.length > 0) this.problems = page.problems;
    this.events.arrived('rows');
  }
}
