import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is being fetched, for this user alone; it takes its place when it is whole. Throws as node:fs does. */
export class UnfinishedFile {
  private constructor(
    /** Where it lies until then. */
    readonly path: string,
    private readonly place: string,
    private readonly file: FileHandle,
  ) {}

  static async create(place: string): Promise<UnfinishedFile> {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    const path = `${place}.${process.pid}`;
    return new UnfinishedFile(path, place, await open(path, 'w', 0o600));
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.file.appendFile(bytes);
  }

  async takePlace(): Promise<void> {
    // Only now do some file systems say that the disk is full.
    await this.file.close();
    renameSync(this.path, this.place);
  }

  /** Nothing is left of it, unless it has taken its place. */
  async discard(): Promise<void> {
    await this.file.close();
    rmSync(this.path, { force: true });
  }
}
