import { openKernel } from '../core/kernel/openKernel';
import { DumpDebugSession } from './session/dumpDebugSession';
import type { OpenKernel } from './session/sessionState';

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

const openOwnKernel: OpenKernel = async (path, token, progress) => {
  const kernel = await openKernel(path, token, progress);
  return {
    kernel,
    release: () => {
      kernel.dump.close();
    },
  };
};
