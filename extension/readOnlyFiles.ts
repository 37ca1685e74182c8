import * as vscode from 'vscode';

/** A text that is made, not stored. */
export interface ReadOnlyFile {
  readonly text: string;
  /** When it was made, in milliseconds since 1970. */
  readonly changedMs: number;
}

/** A file system of documents that can be read and nothing else; VS Code opens them again after a reload. */
export abstract class ReadOnlyFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  /** @throws vscode.FileSystemError where there is none */
  protected abstract read(uri: vscode.Uri): Promise<ReadOnlyFile>;

  protected tellChanged(uri: vscode.Uri): void {
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new TextEncoder().encode((await this.read(uri)).text);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { text, changedMs } = await this.read(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: changedMs,
      size: Buffer.byteLength(text),
      permissions: vscode.FilePermission.Readonly,
    };
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
