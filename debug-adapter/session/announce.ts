import { InvalidatedEvent, OutputEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { SessionState } from './sessionState';

/**
 * Tells the client that there is more to be had than what it has: it asks anew, or, where it does not know such events,
 * the person does.
 */
export function announce(state: SessionState, areas: readonly Dap.InvalidatedAreas[], words: string): void {
  const inWords: Dap.OutputEvent = new OutputEvent(`${words}\n`, 'console');
  state.sendEvent(state.client.supportsInvalidatedEvent ? new InvalidatedEvent([...areas]) : inWords);
}
