import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DirectoryEntry, FileFact } from '../kdump-conf/machineFacts';
import { readIfThere } from './readIfThere';

/** What stands at an absolute path; undefined where that cannot be told, as in folders of others. */
export async function readFileFact(path: string): Promise<FileFact | undefined> {
  try {
    const found = await stat(path);
    return { kind: kindOf(found), ...(found.isFile() ? { executable: (found.mode & 0o111) !== 0 } : {}) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : undefined;
  }
}

function kindOf(found: Stats): FileFact['kind'] {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'directory';
  return found.isBlockDevice() ? 'block-device' : 'other';
}

/** /usr/bin has some thousands; the editor narrows them down by itself. */
const mostEntries = 10_000;

/** The files and directories in a directory; empty where it cannot be read. */
export async function listDirectory(directory: string): Promise<DirectoryEntry[]> {
  const entries = await readIfThere(directory, (path) => readdir(path, { withFileTypes: true }));
  const listed = (entries ?? []).slice(0, mostEntries).map(async (entry): Promise<DirectoryEntry[]> => {
    const { name } = entry;
    if (entry.isDirectory()) return [{ name, kind: 'directory' }];
    const fact = await readFileFact(join(directory, name));
    if (fact?.kind === 'directory') return [{ name, kind: 'directory' }];
    return fact?.kind === 'file' ? [{ name, kind: 'file', executable: fact.executable === true }] : [];
  });
  return (await Promise.all(listed)).flat();
}
