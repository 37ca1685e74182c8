import type { DapHandlers } from './dapRequests';
import { panicLine } from './panicLine';
import { functionName } from './functionName';
import type { SessionState } from './sessionState';

/** What the editor shows at the crashing function. */
export function exceptionHandlers(state: SessionState): Pick<DapHandlers, 'exceptionInfo'> {
  return {
    exceptionInfo: ({ threadId }) => {
      const { dump } = state;
      const description = panicLine(dump.kernel);
      const frames = dump.framesOfThread(dump.thread(threadId));
      return {
        exceptionId: description === undefined ? 'Dump of a running machine' : 'Kernel crash',
        ...(description !== undefined && { description }),
        breakMode: 'always',
        details: { stackTrace: frames.map(({ data }) => functionName(data)).join('\n') },
      };
    },
  };
}
