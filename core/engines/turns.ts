import { neverCancelled, throwIfCancelled, type CancellationToken } from '../base/cancellation';
import { cancelled } from '../base/errors';

/** Lets asynchronous operations go one at a time, in the order in which they were asked for. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * What the operation gives; the next one waits for its end, however it ends.
   * @param token ends the waiting; an operation that has begun ends by itself
   * @throws VmcoreError `cancelled`, or as the operation does
   */
  async take<Result>(run: () => Promise<Result>, token: CancellationToken = neverCancelled): Promise<Result> {
    let hasBegun = false;
    const turn = this.last.then(() => {
      throwIfCancelled(token);
      hasBegun = true;
      return run();
    });
    this.last = turn.catch(() => undefined);
    let stopListening: (() => void) | undefined;
    const givenUp = new Promise<never>((_, reject) => {
      const listening = token.onCancel?.(() => {
        if (!hasBegun) reject(cancelled());
      });
      stopListening = () => listening?.dispose();
    });
    try {
      return await Promise.race([turn, givenUp]);
    } finally {
      stopListening?.();
    }
  }
}
