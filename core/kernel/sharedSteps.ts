import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled, type CancellationToken } from '../base/cancellation';
import type { Steps } from '../base/steps';

/** Others are answered after this long. */
const turnMs = 20;

/** Work that is done once, in turns or at once, whichever is asked for; its error is remembered, too. */
export class SharedSteps<Result> {
  private steps: Steps<Result> | undefined;
  private outcome: { readonly value: Result } | { readonly error: unknown } | undefined;

  constructor(private readonly begin: () => Steps<Result>) {}

  /** At once, what is left of it. */
  get result(): Result {
    while (!this.outcome) this.step();
    if ('error' in this.outcome) throw this.outcome.error;
    return this.outcome.value;
  }

  /** In turns, others in between; `result` has what came of it. @throws VmcoreError `cancelled`, which loses nothing */
  async finishInTurns(token: CancellationToken): Promise<void> {
    let turnEndsAt = performance.now() + turnMs;
    while (!this.outcome) {
      this.step();
      if (performance.now() < turnEndsAt) continue;
      await setImmediate();
      throwIfCancelled(token);
      turnEndsAt = performance.now() + turnMs;
    }
  }

  private step(): void {
    try {
      this.steps ??= this.begin();
      const { done, value } = this.steps.next();
      if (done) this.outcome = { value };
    } catch (error) {
      this.outcome = { error };
    }
  }
}
