import * as vscode from 'vscode';

/** Every context key of ours that package.json's `when` and `enablement` clauses name. */
export interface ContextKeys {
  /** An editor or a panel shows a dump. */
  'vmcore.dumpOpen': boolean;
  /** Somebody wants to know whether this machine would capture a dump: its view is there. */
  'vmcore.readinessAsked': boolean;
}

export async function setContextKey<Key extends keyof ContextKeys>(
  key: Key,
  value: ContextKeys[Key],
): Promise<void> {
  await vscode.commands.executeCommand('setContext', key, value);
}
