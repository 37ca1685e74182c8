import * as vscode from 'vscode';

/** Every context key of ours that package.json's `when` and `enablement` clauses name. */
export interface ContextKeys {
  /** An editor or a panel shows a dump. */
  'vmcore.dumpOpen': boolean;
  /** Somebody wants to know whether this machine would capture a dump: its view is there. */
  'vmcore.readinessAsked': boolean;
  /** Somebody uses the extension: its walkthrough, which must not open by itself, is in the list of them from now on. */
  'vmcore.activated': boolean;
  /** A search for dumps has ended: where none was found, that can be said. */
  'vmcore.dumpsSearched': boolean;
  /** Dumps are searched for, or read to tell why machines went down; that can be stopped. */
  'vmcore.dumpsReading': boolean;
}

export async function setContextKey<Key extends keyof ContextKeys>(
  key: Key,
  value: ContextKeys[Key],
): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
