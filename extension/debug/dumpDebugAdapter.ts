import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import { errorData } from '../../core/base/errors';
import type { OpenDump } from '../dumpHost/openDump';
import type { DumpLease } from '../dumpHost/openDumps';

/**
 * VS Code's end of a debug session: the session itself runs in the dump host, beside the dump. Messages pass through
 * unread; when the dump host is gone, the session ends.
 */
export class DumpDebugAdapter extends vscode.Disposable implements vscode.DebugAdapter {
  private readonly sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  private readonly following: Disposable;
  readonly onDidSendMessage = this.sent.event;

  constructor(
    private readonly session: string,
    private readonly lease: DumpLease,
    private readonly onDisposed: () => void,
  ) {
    super(() => {
      this.end();
    });
    this.following = lease.dump.stateChanged.listen((state) => {
      // A dump that is read again has a new dump host, which knows nothing of this session.
      const isReopened = state.kind === 'opening' && !state.progress;
      if (state.kind === 'stopped' || isReopened) this.terminate();
    });
  }

  get dump(): OpenDump {
    return this.lease.dump;
  }

  /** What the dump host has to say to VS Code. */
  receive(message: unknown): void {
    this.sent.fire(message as vscode.DebugProtocolMessage);
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.lease.dump.request('debugMessage', { session: this.session, message }).catch((error: unknown) => {
      this.refuse(message as { readonly seq: number; readonly command?: string }, error);
    });
  }

  private end(): void {
    this.following.dispose();
    this.onDisposed();
    this.lease.dump.request('endDebugging', { session: this.session }).then(
      () => {
        this.lease.dispose();
      },
      () => {
        // The dump host is gone, and the session with it.
        this.lease.dispose();
      },
    );
    this.sent.dispose();
  }

  private terminate(): void {
    this.receive({ type: 'event', event: 'terminated', seq: 0 });
  }

  private refuse(
    { seq, command }: { readonly seq: number; readonly command?: string },
    error: unknown,
  ): void {
    const { message } = errorData(error);
    this.receive({ type: 'response', seq: 0, request_seq: seq, command, success: false, message });
    this.terminate();
  }
}
