import { CancellationSource, neverCancelled, type CancellationToken } from './cancellation';
import { cancelled } from './errors';

/** Work that several wait for: it is given up when the last of them no longer wants it, and not before. */
export class SharedWork<Result> {
  private readonly source = new CancellationSource();
  private readonly work: Promise<Result>;
  /** Once it is over, however it ended. */
  readonly ended: Promise<void>;
  private isOver = false;
  /** One entry for each who waits. */
  private readonly waiting = new Set<symbol>();

  /** @param run is called after all that goes on now */
  constructor(run: (token: CancellationToken) => Promise<Result>) {
    this.work = Promise.resolve().then(() => run(this.source));
    const end = (): void => {
      this.isOver = true;
    };
    this.ended = this.work.then(end, end);
  }

  /** Whether nobody waits for it any more, though it has not ended yet. */
  get isGivenUp(): boolean {
    return this.source.isCancelled && !this.isOver;
  }

  /** What it gives. Who gives up last waits for its end. @throws VmcoreError `cancelled`, or as the work does */
  async wait(token: CancellationToken = neverCancelled): Promise<Result> {
    if (token.isCancelled) throw cancelled();
    const waiter = Symbol();
    this.waiting.add(waiter);
    let stopListening: (() => void) | undefined;
    const givenUp = new Promise<never>((_, reject) => {
      const listening = token.onCancel?.(() => {
        this.waiting.delete(waiter);
        if (this.waiting.size > 0) reject(cancelled());
        else this.source.cancel();
      });
      stopListening = () => listening?.dispose();
    });
    try {
      return await Promise.race([this.work, givenUp]);
    } finally {
      stopListening?.();
      this.waiting.delete(waiter);
    }
  }

  /** For all who wait. */
  giveUp(): void {
    this.source.cancel();
  }
}
