import * as vscode from 'vscode';
import type { DebugMessage } from '../../core/protocol/dumpHost';
import type { OpenDump } from '../dumpHost/openDump';
import type { OpenDumps } from '../dumpHost/openDumps';
import { DumpDebugAdapter } from './dumpDebugAdapter';

/** The debug sessions of this window, each served by the dump host of its dump. */
export class DebugSessions implements vscode.DebugAdapterDescriptorFactory {
  private readonly adapters = new Map<string, DumpDebugAdapter>();

  constructor(private readonly dumps: OpenDumps<vscode.Uri>) {}

  createDebugAdapterDescriptor({ id, configuration }: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    const uri = vscode.Uri.file(String(configuration['core']));
    const adapter = new DumpDebugAdapter(id, this.dumps.acquire(uri), () => this.adapters.delete(id));
    this.adapters.set(id, adapter);
    return new vscode.DebugAdapterInlineImplementation(adapter);
  }

  /** The dump that a session is about; undefined where it has ended, or is none of these. */
  dumpOf({ id }: Pick<vscode.DebugSession, 'id'>): OpenDump | undefined {
    return this.adapters.get(id)?.dump;
  }

  /** What a dump host says; a session that has ended meanwhile does not hear it. */
  receive({ session, message }: DebugMessage): void {
    this.adapters.get(session)?.receive(message);
  }
}
