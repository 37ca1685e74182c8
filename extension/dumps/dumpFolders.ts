import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';

/** Where kdump saves dumps unless it is told otherwise; most machines have no such folder. */
export const crashFolder = '/var/crash';

/** The folders of the person's setting; `~` is their own folder, and relative paths mean nothing. */
export function dumpFolders(): readonly string[] {
  const settings = vscode.workspace.getConfiguration('vmcore');
  const named = settings.get<readonly string[]>('dumpFolders', []);
  const paths = named.map((path) => (path.startsWith('~/') ? join(homedir(), path.slice(2)) : path));
  return [...new Set(paths.filter((path) => isAbsolute(path)))];
}

/** The workspace's folders that lie on this machine's disks. */
export function workspaceFolders(): readonly string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}

/** Asks for a folder and adds it to the person's setting. */
export async function addDumpFolder(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Add a folder where crash dumps are'),
    openLabel: vscode.l10n.t('Add Folder'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const [folder] = chosen ?? [];
  if (!folder) return;
  const settings = vscode.workspace.getConfiguration('vmcore');
  const before = settings.inspect<readonly string[]>('dumpFolders');
  const named = before?.globalValue ?? before?.defaultValue ?? [];
  if (named.includes(folder.fsPath)) return;
  const target = vscode.ConfigurationTarget.Global;
  await settings.update('dumpFolders', [...named, folder.fsPath], target);
}
