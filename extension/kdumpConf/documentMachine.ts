import type * as vscode from 'vscode';
import { wantedDirectory } from '../../core/kdump-conf/features/valueCompletions';
import type { MachineFacts } from '../../core/kdump-conf/machineFacts';
import type { LocalMachine } from '../../core/kdump-machine/localMachine';
import type { MachineLookup } from './machineLookup';

/** Looks up what documents on this machine's own disks ask for. */
export class DocumentMachine implements MachineLookup {
  constructor(private readonly machine: LocalMachine) {}

  async factsAbout(document: vscode.TextDocument): Promise<MachineFacts> {
    const { uri } = document;
    return uri.scheme === 'file' ? this.machine.factsForFile(uri.path, document.getText()) : {};
  }

  async factsForCompletion(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<MachineFacts> {
    if (document.uri.scheme !== 'file') return {};
    const before = document.lineAt(line).text.slice(0, character).trimStart().split(/\s+/);
    const directory = before.length < 2 ? undefined : wantedDirectory(before[0] ?? '', before.at(-1) ?? '');
    return this.machine.factsWithDirectory(directory);
  }
}
