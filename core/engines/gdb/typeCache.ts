import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs keep what they can make again (XDG Base Directory Specification). */
export function userCacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vmcore');
}

/** What was made of one file and need not be made again: kept by the file's build-id, for this user alone. */
export class TypeCache {
  private readonly folder: string;

  constructor(cacheFolder: string, buildId: string) {
    this.folder = join(cacheFolder, 'types', /^[0-9a-f]+$/.test(buildId) ? buildId : 'unknown');
  }

  /** @param recipe all that the bytes depend on, beside the file */
  read(recipe: string): Uint8Array | undefined {
    try {
      return readFileSync(this.path(recipe));
    } catch {
      // Not there yet, or not to be read: it is made anew.
      return undefined;
    }
  }

  write(recipe: string, bytes: Uint8Array): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      const path = this.path(recipe);
      writeFileSync(`${path}.${process.pid}`, bytes, { mode: 0o600 });
      renameSync(`${path}.${process.pid}`, path);
    } catch {
      // A cache that is full or read-only costs time, not the answer.
    }
  }

  private path(recipe: string): string {
    return join(this.folder, `${createHash('sha256').update(recipe).digest('hex').slice(0, 32)}.btf`);
  }
}
