import { ProgressEndEvent, ProgressStartEvent, ProgressUpdateEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CancellationSource } from '../../core/base/cancellation';
import type { SessionState } from './sessionState';

export interface Progress {
  /** @param part from 0 to 1, where the whole is known */
  report(message: string, part?: number): void;
  end(): void;
}

/** As often as a person can read. */
const reportEveryMs = 250;

/** A notification that can be cancelled, where the client shows such. */
export function startProgress(
  state: SessionState,
  id: string,
  title: string,
  token: CancellationSource,
): Progress {
  if (!state.client.supportsProgressReporting) return { report: () => undefined, end: () => undefined };
  const event: Dap.ProgressStartEvent = new ProgressStartEvent(id, title);
  event.body.cancellable = true;
  state.sendEvent(event);
  const forget = state.onCancelProgress(id, () => {
    token.cancel();
  });
  let reportedAt = 0;
  return {
    report: (message, part) => {
      if (Date.now() - reportedAt < reportEveryMs) return;
      reportedAt = Date.now();
      const update: Dap.ProgressUpdateEvent = new ProgressUpdateEvent(id, message);
      if (part !== undefined) update.body.percentage = Math.round(part * 100);
      state.sendEvent(update);
    },
    end: () => {
      forget();
      state.sendEvent(new ProgressEndEvent(id));
    },
  };
}
