import { cancelled } from './errors';

/** A question asked between steps of long work: does anybody still want the answer? */
export interface CancellationToken {
  readonly isCancelled: boolean;
}

export const neverCancelled: CancellationToken = { isCancelled: false };

export class CancellationSource implements CancellationToken {
  isCancelled = false;

  cancel(): void {
    this.isCancelled = true;
  }
}

export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancelled) throw cancelled();
}

/** Reports `done` of `total` (same unit) while long work goes on. */
export type ProgressListener = (done: number, total: number) => void;
