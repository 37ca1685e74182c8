import { StoppedEvent } from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex } from '../../core/base/address';
import type { Handlers } from '../../core/protocol/connection';
import type { DebugRequests } from '../../core/protocol/debugRequests';
import { taskNotFound } from '../tasks/errors';
import type { DebugFrame } from './debugThread';
import type { SessionState } from './sessionState';

type ContextRequests = Pick<DebugRequests, 'vmcore/contextOfFrame' | 'vmcore/focusTask'>;

/** How threads and frames of the session go together with the task that is set, crash's `set`. */
export function contextHandlers(state: SessionState): Handlers<ContextRequests> {
  return {
    'vmcore/contextOfFrame': ({ threadId, frameId }) => {
      const { task } = state.dump.thread(threadId);
      if (!task) return null;
      const context = { task: hex(task.address) };
      return frameId === undefined ? context : { ...context, frame: frameNumber(state.dump.frame(frameId)) };
    },
    'vmcore/focusTask': ({ task: address }) => {
      const { threads } = state.dump;
      const thread = threads.find(({ task }) => task?.address === BigInt(address));
      if (!thread) throw taskNotFound(address);
      const event: Dap.StoppedEvent = new StoppedEvent('goto', thread.id);
      event.body.description = 'Set as the task';
      state.sendEvent(event);
      return { threadId: thread.id };
    },
  };
}

/** crash's number of it: inlined frames have that of the function that they were compiled into. */
function frameNumber({ onStack: { stack, index } }: DebugFrame): number {
  return stack.slice(0, index).filter(({ inlined }) => !inlined).length;
}
