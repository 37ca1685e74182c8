import * as vscode from 'vscode';
import { dumpNameGlob } from './candidateNames';
import { dumpFolders } from './dumpFolders';

/** A dump that is being written changes many times a second; when it rests so long it is looked at. */
const restMs = 1500;

/** Calls `onChange` when files come, go or change where dumps are looked for, and when the settings say otherwise. */
export class DumpWatch implements vscode.Disposable {
  private watchers: vscode.Disposable[] = [];
  private waiting: NodeJS.Timeout | undefined;
  private readonly settings: vscode.Disposable[];

  constructor(private readonly onChange: () => void) {
    this.watch();
    this.settings = [
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('vmcore.dumpFolders')) return;
        this.watch();
        onChange();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        onChange();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.waiting);
    for (const each of [...this.watchers, ...this.settings]) each.dispose();
  }

  private watch(): void {
    for (const watcher of this.watchers) watcher.dispose();
    const patterns: vscode.GlobPattern[] = [
      dumpNameGlob,
      ...dumpFolders().map((folder) => new vscode.RelativePattern(vscode.Uri.file(folder), '**')),
    ];
    const soon = (): void => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(this.onChange, restMs);
    };
    this.watchers = patterns.flatMap((pattern) => {
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [watcher, watcher.onDidCreate(soon), watcher.onDidChange(soon), watcher.onDidDelete(soon)];
    });
  }
}
