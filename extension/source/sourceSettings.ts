import * as vscode from 'vscode';
import type { SourceRoots } from './findSourceFile';

/** Folders, besides those of the distribution, where debuginfo is looked for. */
export function debuginfoPaths(): readonly string[] {
  const settings = vscode.workspace.getConfiguration('vmcore');
  return settings.get<readonly string[]>('debuginfoPaths', []);
}

/** Servers that a debug session may ask for debug information. */
export function debuginfodUrls(): readonly string[] {
  return vscode.workspace.getConfiguration('vmcore').get<readonly string[]>('debuginfodUrls', []);
}

/** The workspace's own folders, and what the person maps paths in debuginfo to. */
export function sourceRoots(): SourceRoots {
  const settings = vscode.workspace.getConfiguration('vmcore');
  return {
    sourceMap: settings.get<Readonly<Record<string, string>>>('sourceMap', {}),
    folders: (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath),
  };
}
