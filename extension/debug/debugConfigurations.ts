import { basename, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { DumpViews } from '../pages/dumpViews';
import { debuginfodUrls, debuginfoPaths, sourceRoots } from '../source/sourceSettings';
import { chooseDump } from './chooseFile';

export const debugType = 'vmcore';

/** The configuration that debugs `uri`, for a launch.json or without one. */
export function configurationFor(uri: vscode.Uri): vscode.DebugConfiguration {
  return { type: debugType, request: 'launch', name: basename(uri.fsPath), core: uri.fsPath };
}

/** Makes a session out of whatever is there: a launch.json, the dump that is shown, or a choice of a file. */
export class DebugConfigurations implements vscode.DebugConfigurationProvider {
  constructor(private readonly views: DumpViews) {}

  /** In the list of “Select and Start Debugging”: the dump that is shown. */
  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    const { current } = this.views;
    return current ? [configurationFor(current.uri)] : [];
  }

  /** F5 without a launch.json comes with an empty configuration. */
  async resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | undefined> {
    if (typeof configuration['core'] === 'string' && configuration['core'] !== '') return configuration;
    const uri = this.views.current?.uri ?? (await chooseDump());
    return uri && { ...configurationFor(uri), ...withoutEmpty(configuration), core: uri.fsPath };
  }

  /** A relative path is meant from the workspace's folder, as in every launch.json; settings fill what it leaves out. */
  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.DebugConfiguration {
    const core = String(configuration['core']);
    const root = folder?.uri.fsPath ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const settings = {
      debuginfoPaths: debuginfoPaths(),
      debuginfodUrls: debuginfodUrls(),
      sourceMap: sourceRoots().sourceMap,
    };
    const path = isAbsolute(core) || root === undefined ? core : join(root, core);
    return { ...settings, ...configuration, core: path };
  }
}

function withoutEmpty(configuration: vscode.DebugConfiguration): Partial<vscode.DebugConfiguration> {
  return Object.fromEntries(Object.entries(configuration).filter(([, value]) => value !== ''));
}
