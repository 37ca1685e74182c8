import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { Emitter } from '../../core/base/emitter';
import { Connection, type Handlers, type Transport } from '../../core/protocol/connection';
import { checkedHandlers } from '../../core/protocol/check';
import {
  dumpHostEventChecks,
  type DumpHostEvents,
  type DumpHostRequests,
} from '../../core/protocol/dumpHost';
import { dumpHostStopped } from './errors';

/** The extension's end of a dump host. */
export interface DumpHost {
  readonly connection: Connection<DumpHostEvents, DumpHostRequests>;
  /** Fires once, when the process is gone for whatever reason; requests in flight fail with the same error. */
  readonly stopped: Emitter<Error>;
  stop(): void;
}

/** How long a dump host may take to leave by itself before it is killed. */
const farewellMs = 1000;

/**
 * Starts the process that reads one dump; `modulePath` is the bundled dump host. One in the background leaves the cpus to
 * whatever else wants them.
 */
export function startDumpHost(
  modulePath: string,
  handlers: Handlers<DumpHostEvents>,
  onStandardError: (line: string) => void,
  importance: 'background' | 'waited-for' = 'waited-for',
): DumpHost {
  const child = fork(modulePath, [], {
    // The desktop's extension host is Electron, which is node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // A debugger attached to the extension host must not open its port a second time.
    execArgv: ['--enable-source-maps'],
    // Structured clone: bytes cross as bytes, not as JSON.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (importance === 'background') beLenient(child, onStandardError);
  const lastWords = relayLines(child, onStandardError);
  const connection = new Connection<DumpHostEvents, DumpHostRequests>(
    ipcTransport(child),
    checkedHandlers(dumpHostEventChecks, handlers),
  );
  const stopped = new Emitter<Error>();
  let gone = false;
  const leave = (reason: Error): void => {
    if (gone) return;
    gone = true;
    connection.close(reason);
    stopped.fire(reason);
  };
  child.on('error', (cause) => {
    leave(dumpHostStopped(cause.message));
  });
  // The process's own 'close' does not come after a disconnect from this side.
  child.on('exit', (code, signal) => {
    void lastWords.then((words) => {
      leave(dumpHostStopped(signal ?? `exit code ${code ?? 'unknown'}`, words));
    });
  });
  return {
    connection,
    stopped,
    stop: () => {
      stop(child);
    },
  };
}

function beLenient({ pid }: ChildProcess, onFailure: (line: string) => void): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch (error) {
    onFailure(`A dump is read in the background at full priority: ${String(error)}`);
  }
}

/** The dump host leaves when its channel closes; one that is busy or stuck is killed. */
function stop(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const killer = setTimeout(() => child.kill('SIGKILL'), farewellMs);
  child.once('exit', () => {
    clearTimeout(killer);
  });
  if (child.connected) child.disconnect();
}

function ipcTransport(child: ChildProcess): Transport {
  return {
    post: (message) => {
      // The callback takes the error of a channel that closes meanwhile; 'exit' tells the connection.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
  };
}

/** Passes on what the child prints; the promise gives its last words, which say why it died. */
function relayLines({ stderr }: ChildProcess, onLine: (line: string) => void): Promise<string> {
  let last = '';
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    last = (last + chunk).slice(-4096);
    for (const line of chunk.split('\n')) if (line.trim() !== '') onLine(line);
  });
  return new Promise((resolve) => {
    if (stderr)
      stderr.once('close', () => {
        resolve(last);
      });
    else resolve('');
  });
}
