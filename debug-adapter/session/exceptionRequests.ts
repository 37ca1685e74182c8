import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { visibleText } from '../../core/base/visibleText';
import type { DapHandlers } from './dapRequests';
import { functionName } from './functionName';
import { panicLine } from './panicLine';
import type { SessionState } from './sessionState';

/** What the editor shows at the place of the crash: the verdict, where there is one, and what the log says. */
export function exceptionHandlers(state: SessionState): Pick<DapHandlers, 'exceptionInfo'> {
  return {
    exceptionInfo: async ({ threadId }) => {
      const { dump } = state;
      const thread = dump.thread(threadId);
      const { title, summary, kind } = await dump.readVerdict();
      const message = panicLine(dump.kernel);
      const details: Dap.ExceptionDetails = {
        ...(message !== undefined && { message }),
        typeName: kind,
        stackTrace: dump
          .framesOfThread(thread)
          .map(({ data }) => functionName(data))
          .join('\n'),
      };
      return {
        exceptionId: visibleText(title),
        description: visibleText(summary),
        breakMode: 'always',
        details,
      };
    },
  };
}
