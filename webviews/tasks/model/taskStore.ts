import type { TaskRow } from '../../../core/protocol/taskTable';
import type { ListedTask } from './listedTask';

/** The tasks that have arrived, in the dump host's order, and how far their wait channels are known. */
export class TaskStore {
  private rows: ListedTask[] = [];
  private readonly byAddress = new Map<string, ListedTask>();
  /** Wait channels of [0, channelCount) are there. */
  channelCount = 0;

  get tasks(): readonly ListedTask[] {
    return this.rows;
  }

  find(address: string | undefined): ListedTask | undefined {
    return address === undefined ? undefined : this.byAddress.get(address);
  }

  /** Rows from `start` on; what was there is replaced, so that first answers may be incomplete. */
  put(start: number, rows: readonly TaskRow[]): void {
    rows.forEach((row, index) => {
      this.set(start + index, { ...row, waitChannel: this.rows[start + index]?.waitChannel });
    });
  }

  /** Wait channels of the tasks from `channelCount` on. */
  addChannels(channels: readonly (string | null)[]): void {
    for (const waitChannel of channels) {
      const row = this.rows[this.channelCount];
      if (row) this.set(this.channelCount++, { ...row, waitChannel });
    }
  }

  private set(index: number, row: ListedTask): void {
    this.rows[index] = row;
    this.byAddress.set(row.task, row);
  }
}
