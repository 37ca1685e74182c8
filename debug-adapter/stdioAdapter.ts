import { openOwnKernel } from './openOwnKernel';
import { DumpDebugSession } from './session/dumpDebugSession';

/**
 * The debug adapter for any client that starts it: DAP over standard input and output, one session. It leaves when its
 * input ends, or when the client says so.
 */
export function serveStandardStreams(): void {
  const session = new DumpDebugSession(openOwnKernel, () => {
    process.stdin.destroy();
  });
  // Only a process that exits takes its engines along; one that a signal ends does not.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit());
  session.start(process.stdin, process.stdout);
}
