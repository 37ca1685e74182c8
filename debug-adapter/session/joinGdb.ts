import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { CancellationSource } from '../../core/base/cancellation';
import { errorData } from '../../core/base/errors';
import { announce } from './announce';
import { startProgress } from './progress';
import type { SessionState } from './sessionState';

const progressId = 'gdb';

/**
 * Lets gdb join in the background. When it is there, frames gain arguments and locals; when it cannot be, the session
 * says once what it would have given and how to get it. Never fails.
 */
export async function joinGdb(state: SessionState): Promise<void> {
  const { dump } = state;
  if (!dump.gdb.isWanted) return;
  const token = new CancellationSource();
  const progress = startProgress(state, progressId, 'gdb reads the debug information', token);
  dump.gdb.givenUp.listen(({ message }) => {
    state.sendEvent(tell(`No more arguments and locals: ${message} Restart the session to try gdb again.\n`));
  });
  try {
    await dump.gdb.join(token);
    announce(
      state,
      ['variables'],
      'gdb has joined: frames that are looked at anew have arguments and locals.',
    );
  } catch (error) {
    const { code, message, nextStep } = errorData(error);
    if (code !== 'cancelled') state.sendEvent(tell(`No arguments and locals: ${message} ${nextStep}\n`));
  } finally {
    progress.end();
  }
}

function tell(text: string): Dap.OutputEvent {
  return new OutputEvent(text, 'console');
}
