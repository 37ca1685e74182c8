import { Connection, type Transport } from '../core/protocol/connection';
import { checkedHandlers } from '../core/protocol/check';
import { dumpHostChecks, type DumpHostEvents, type DumpHostRequests } from '../core/protocol/dumpHost';
import { errorData } from '../core/base/errors';
import { crashHandlers } from './crashRequests';
import { DumpSession } from './dumpSession';
import { logHandlers } from './logRequests';
import { memoryHandlers } from './memoryRequests';
import { moduleHandlers } from './moduleRequests';
import { openHandlers } from './openRequests';

/**
 * The dump host: one process per open dump, started by the extension and spoken to over node's IPC channel. It
 * leaves when the channel closes, so that no orphan outlives a window.
 */
function main(): void {
  if (!process.send) {
    process.stderr.write(
      'The dump host is started by the Vmcore extension; use the vmcore command instead.\n',
    );
    process.exitCode = 2;
    return;
  }
  const session = new DumpSession();
  new Connection<DumpHostRequests, DumpHostEvents>(
    ipcTransport(),
    checkedHandlers(dumpHostChecks, {
      ...openHandlers(session),
      ...logHandlers(session),
      ...memoryHandlers(session),
      ...crashHandlers(session),
      ...moduleHandlers(session),
    }),
  );
  process.on('disconnect', () => {
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

main();
