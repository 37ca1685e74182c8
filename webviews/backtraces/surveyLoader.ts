import { RequestCancellation } from '../../core/protocol/connection';
import type { BacktracesRequests } from '../../core/protocol/panels/backtracesRequests';
import type { PanelHost } from '../panel/panelPage';
import type { BacktracesPageRequests } from '../../core/protocol/panels/backtracesPage';
import type { StackStore } from './model/stackStore';

export type BacktracesHost = PanelHost<BacktracesRequests & BacktracesPageRequests>;

/** The first screen's worth, then more at a time. */
const firstCount = 8;
const laterCount = 256;

/** Fetches all tasks' stacks part by part, until that is done or cancelled; what has arrived stays. */
export class SurveyLoader {
  private cancellation: RequestCancellation | undefined;

  constructor(
    private readonly host: Pick<BacktracesHost, 'request'>,
    private readonly store: StackStore,
    private readonly changed: () => void,
  ) {}

  get isRunning(): boolean {
    return this.cancellation !== undefined;
  }

  /** Resolves when nothing is missing, or when cancelled. @throws VmcoreError as the dump host does */
  async run(): Promise<void> {
    if (this.cancellation) return;
    const own = (this.cancellation = new RequestCancellation());
    try {
      for (;;) {
        const start = this.store.firstMissing;
        if (start === undefined || isCancelled(own)) return;
        await this.fetch(start, start === 0 ? firstCount : laterCount, own);
      }
    } catch (error) {
      if (!own.isCancelled) throw error;
    } finally {
      this.cancellation = undefined;
      this.changed();
    }
  }

  cancel(): void {
    this.cancellation?.cancel();
  }

  /** Fetches one task ahead of its turn; false where the dump has none at that address. */
  async fetchTask(task: string): Promise<boolean> {
    const { index } = await this.host.request('findSurveyed', { task });
    if (index === null) return false;
    await this.fetch(index, 1);
    return true;
  }

  /** A part, and as many further answers as its stacks need. */
  private async fetch(start: number, count: number, cancellation?: RequestCancellation): Promise<void> {
    let tasks = count;
    for (;;) {
      const knownStacks = this.store.stacks.length;
      const part = await this.host.request(
        'surveyStacks',
        { start, count: tasks, knownStacks },
        cancellation && { cancellation },
      );
      this.store.add(start, knownStacks, part);
      if (this.store.stacks.length >= part.stackTotal) break;
      tasks = 0;
    }
    this.changed();
  }
}

/** Asked anew each time: the compiler takes it for what it was before the wait. */
function isCancelled(cancellation: RequestCancellation): boolean {
  return cancellation.isCancelled;
}
