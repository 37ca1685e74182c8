import { Connection, type Transport } from '../../core/protocol/connection';
import { checkedHandlers } from '../../core/protocol/check';
import { dumpHostChecks, type DumpHostEvents, type DumpHostRequests } from '../../core/protocol/dumpHost';
import { errorData } from '../../core/base/errors';
import { backtraceHandlers } from '../backtraces/backtraceRequests';
import { consoleHandlers } from '../console/consoleRequests';
import { crashHandlers } from './crashRequests';
import { debugHandlers, DebugSessions } from './debugRequests';
import { disassemblyHandlers } from '../disassembly/disassemblyRequests';
import { DumpSession } from './dumpSession';
import { listHandlers } from './listRequests';
import { logHandlers } from './logRequests';
import { memoryPanelHandlers } from '../memory/memoryPanelRequests';
import { memoryHandlers } from './memoryRequests';
import { moduleHandlers } from './moduleRequests';
import { openHandlers } from './openRequests';
import { placeHandlers } from '../places/placeRequests';
import { structureHandlers } from '../structure/structureRequests';
import { taskHandlers } from '../tasks/taskRequests';

/**
 * The dump host: one process per open dump, started by the extension and spoken to over node's IPC channel. It
 * leaves when the channel closes, so that no orphan outlives a window.
 */
export function serveIpc(): void {
  const session = new DumpSession();
  const debugSessions = new DebugSessions(session, (name, message) => {
    connection.request('debugMessage', { session: name, message }).catch((error: unknown) => {
      process.stderr.write(`A debug message was not taken: ${errorData(error).message}\n`);
    });
  });
  const connection: Connection<DumpHostRequests, DumpHostEvents> = new Connection(
    ipcTransport(),
    checkedHandlers(dumpHostChecks, {
      ...openHandlers(session),
      ...listHandlers,
      ...logHandlers(session),
      ...memoryHandlers(session),
      ...crashHandlers(session),
      ...moduleHandlers(session),
      ...placeHandlers(session),
      ...disassemblyHandlers(session),
      ...backtraceHandlers(session),
      ...consoleHandlers(session, (output) => connection.request('engineOutput', output)),
      ...memoryPanelHandlers(session),
      ...structureHandlers(session),
      ...taskHandlers(session),
      ...debugHandlers(debugSessions),
    }),
  );
  process.on('disconnect', () => {
    debugSessions.endAll();
    session.close();
    process.exit();
  });
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? errorData(error).message}\n`, () => process.exit(1));
  });
}

function ipcTransport(): Transport {
  return {
    post: (message) => {
      // The callback takes the error of a channel that closes meanwhile; 'disconnect' ends this process.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}
