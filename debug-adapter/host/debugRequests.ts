import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import type { DumpSession } from './dumpSession';
import { openOwnKernel } from '../openOwnKernel';
import { DumpDebugSession } from '../session/dumpDebugSession';
import type { KernelShare } from '../session/sessionState';

/** Messages of the debug adapter protocol on their way out, by the name of their session. */
export type SendDebugMessage = (session: string, message: unknown) => void;

/** Debug sessions inside the dump host: they share the dump that it has open, and end with it. */
export class DebugSessions {
  private readonly byName = new Map<string, DumpDebugSession>();

  constructor(
    private readonly dumpSession: DumpSession,
    private readonly send: SendDebugMessage,
  ) {}

  receive(name: string, message: Dap.ProtocolMessage): void {
    this.sessionNamed(name).handleMessage(message);
  }

  end(name: string): void {
    this.byName.get(name)?.shutdown();
    this.byName.delete(name);
  }

  endAll(): void {
    for (const name of [...this.byName.keys()]) this.end(name);
  }

  /** The dump host closes it with the last view of the dump. */
  private async sharedKernel(): Promise<KernelShare> {
    const kernel = await this.dumpSession.whenOpen();
    return { kernel, crash: this.dumpSession.engines.crash, release: () => undefined };
  }

  private sessionNamed(name: string): DumpDebugSession {
    let session = this.byName.get(name);
    if (!session) {
      session = new DumpDebugSession((path, files, token) =>
        files.vmlinux === undefined ? this.sharedKernel() : openOwnKernel(path, files, token),
      );
      session.onDidSendMessage((message) => {
        this.send(name, message);
      });
      this.byName.set(name, session);
    }
    return session;
  }
}

export function debugHandlers(
  sessions: DebugSessions,
): Pick<Handlers<DumpHostRequests>, 'debugMessage' | 'endDebugging'> {
  return {
    debugMessage: ({ session, message }) => {
      sessions.receive(session, message as Dap.ProtocolMessage);
      return null;
    },
    endDebugging: ({ session }) => {
      sessions.end(session);
      return null;
    },
  };
}
