import { OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { errorData } from '../../core/base/errors';
import type { FrameData } from '../../core/protocol/backtraceData';
import { announce } from './announce';
import type { SessionState } from './sessionState';

/**
 * Fetches the sources of frames that are shown and that this machine lacks, from the servers that the person named. The
 * stack is shown at once, and anew when they are there. Never fails: it says what went wrong.
 */
export async function fetchMissingSources(state: SessionState, frames: readonly FrameData[]): Promise<void> {
  const { dump } = state;
  const { fetchedSources, sourceFolders } = dump;
  if (!fetchedSources) return;
  const missing = frames.filter(({ file }) => file !== undefined && sourceFolders.find(file) === undefined);
  try {
    const count = await fetchedSources.fetch(missing);
    if (count > 0 && state.isCurrent(dump))
      announce(state, ['stacks'], 'Sources have come: stacks that are looked at anew lead to them.');
  } catch (error) {
    const { code, message, nextStep } = errorData(error);
    const event: Dap.OutputEvent = new OutputEvent(`${message} ${nextStep}\n`, 'console');
    if (code !== 'cancelled') state.sendEvent(event);
  }
}
