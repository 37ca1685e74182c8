import type * as vscode from 'vscode';
import type { MachineFacts } from '../../core/kdump-conf/machineFacts';

/** Looks facts up on the machine that a document is on; says nothing of documents that are on none. */
export interface MachineLookup {
  /** Facts for judging and previewing the text. */
  factsAbout(document: vscode.TextDocument): Promise<MachineFacts>;
  /** Facts for completing at the cursor: devices, and the directory that is being written. */
  factsForCompletion(document: vscode.TextDocument, position: vscode.Position): Promise<MachineFacts>;
}

/** Where there is no machine to look at: in a browser. */
export const noMachine: MachineLookup = {
  factsAbout: () => Promise.resolve({}),
  factsForCompletion: () => Promise.resolve({}),
};
