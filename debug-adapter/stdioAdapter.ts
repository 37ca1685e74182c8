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
  session.start(process.stdin, process.stdout);
}
