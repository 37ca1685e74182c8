import * as vscode from 'vscode';
import type { FrameData } from '../../core/protocol/backtraceData';
import { findSourceFile } from './findSourceFile';
import { sourceRoots } from './sourceSettings';

/** The files on this machine that the frames of one stack are in. */
export class SourceFiles {
  private constructor(
    /** By the index of the frame. */
    private readonly files: ReadonlyMap<number, { readonly path: string; readonly line: number }>,
  ) {}

  static async find(frames: readonly FrameData[]): Promise<SourceFiles> {
    const roots = sourceRoots();
    const found = await Promise.all(
      frames.map(async ({ file, line }, index) => {
        const path = file === undefined ? undefined : await findSourceFile(file, roots);
        return path === undefined ? [] : [[index, { path, line: line ?? 1 }] as const];
      }),
    );
    return new SourceFiles(new Map(found.flat()));
  }

  /** Indices of frames whose file is there. */
  get openable(): readonly number[] {
    return [...this.files.keys()];
  }

  /** Shows a frame's line beside what is there. */
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
