import * as vscode from 'vscode';
import type { CrashSource } from '../../core/protocol/crashSource';
import type { OpenDump } from '../dumpHost/openDump';
import { findSourceFile } from './findSourceFile';
import { debuginfoPaths, sourceRoots } from './sourceSettings';

/** The source lines of one dump's crashing stack, and the files on this machine that they are in. */
export class CrashSourceFiles {
  /** By the index of the frame. */
  private files: ReadonlyMap<number, { readonly path: string; readonly line: number }> = new Map();

  constructor(private readonly dump: OpenDump) {}

  /** Null where no debuginfo is found. @throws VmcoreError as the dump host does */
  async read(): Promise<CrashSource | null> {
    const stack = await this.dump.request('crashSource', { debuginfoPaths: debuginfoPaths() });
    if (stack === null) return null;
    const roots = sourceRoots();
    const found = await Promise.all(
      stack.frames.map(async ({ file, line }, index) => {
        const path = file === undefined ? undefined : await findSourceFile(file, roots);
        return path === undefined ? [] : [[index, { path, line: line ?? 1 }] as const];
      }),
    );
    this.files = new Map(found.flat());
    return { stack, openable: [...this.files.keys()] };
  }

  /** Shows a frame's line beside the overview. */
  async open(index: number): Promise<void> {
    const file = this.files.get(index);
    if (!file) return;
    const start = new vscode.Position(Math.max(0, file.line - 1), 0);
    await vscode.window.showTextDocument(vscode.Uri.file(file.path), {
      selection: new vscode.Range(start, start),
      viewColumn: vscode.ViewColumn.Beside,
      preview: true,
    });
  }
}
