import type * as vscode from 'vscode';
import type { Disposable } from '../../core/base/emitter';
import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { DumpHost } from '../dumpHost/dumpHostProcess';
import type { OpenDumps } from '../dumpHost/openDumps';
import { CrashFactDocuments } from './compareDumps';
import { DumpCatalog } from './dumpCatalog';
import { registerDumpCommands } from './dumpCommands';
import { DumpReader } from './dumpReader';
import { DumpsView } from './dumpsView';
import { findDumpFiles } from './findDumpFiles';
import { KnownDumps } from './knownDumps';

/** The view “Dumps” as other parts of the extension see it. */
export interface DumpList extends Disposable {
  /** Somebody opened the dump, and so it is known why its machine went down. */
  learn(uri: vscode.Uri, diagnosis: DumpDiagnosis): void;
}

/** @param startReader starts a process that reads dumps in the background */
export function registerDumps(
  context: vscode.ExtensionContext,
  dumps: OpenDumps<vscode.Uri>,
  startReader: () => DumpHost,
  output: vscode.LogOutputChannel,
): DumpList {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const known = new KnownDumps(context.globalState, version);
  const catalog = new DumpCatalog(findDumpFiles, new DumpReader(startReader), known);
  const view = new DumpsView(catalog, output);
  const facts = new CrashFactDocuments(dumps);
  const commands = registerDumpCommands(view, catalog, facts);
  return {
    learn: (uri, diagnosis) => {
      catalog.learn(uri.fsPath, diagnosis);
    },
    dispose: () => {
      for (const each of [...commands, facts, view]) each.dispose();
    },
  };
}
