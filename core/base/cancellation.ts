import { Emitter, type Disposable } from './emitter';
import { cancelled } from './errors';

/** A question asked between steps of long work: does anybody still want the answer? */
export interface CancellationToken {
  readonly isCancelled: boolean;
  /** For work that waits for others, and cannot ask between steps; absent where nobody can cancel. */
  readonly onCancel?: (listener: () => void) => Disposable;
}

export const neverCancelled: CancellationToken = { isCancelled: false };

export class CancellationSource implements CancellationToken {
  isCancelled = false;
  private readonly cancelling = new Emitter<void>();
  readonly onCancel = (listener: () => void): Disposable => this.cancelling.listen(listener);

  cancel(): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    this.cancelling.fire();
  }
}

export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancelled) throw cancelled();
}

/** Reports `done` of `total` (same unit) while long work goes on. */
export type ProgressListener = (done: number, total: number) => void;
