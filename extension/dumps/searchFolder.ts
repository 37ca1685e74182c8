import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CancellationToken } from '../../core/base/cancellation';
import { isNamedOtherwise, isSkippedFolder } from './candidateNames';

/** A file that may be a dump, and by what one sees that it is still the same. */
export interface CandidateFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** Why a folder tells nothing, or not all. */
export interface FolderProblem {
  readonly path: string;
  readonly kind: 'no-permission' | 'missing' | 'unreadable' | 'too-many';
  /** Of the system, for `unreadable`; what was looked at, for `too-many`. */
  readonly detail?: string;
}

export interface FolderSearch {
  readonly files: readonly CandidateFile[];
  readonly problems: readonly FolderProblem[];
}

/** kdump makes one folder a crash, below one a host where many machines save to one. */
const maxDepth = 4;
const maxEntries = 5000;
const maxProblems = 10;
/** No header of a dump is shorter. */
export const minDumpSizeBytes = 512;

/** Every file below a folder of dumps that may be one, as far as may be read. Only names and sizes are looked at. */
export async function searchFolder(
  root: string,
  token: CancellationToken,
  limit = maxEntries,
): Promise<FolderSearch> {
  const files: CandidateFile[] = [];
  const problems: FolderProblem[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }];
  let entries = 0;
  for (let next = waiting.shift(); next && !token.isCancelled; next = waiting.shift()) {
    const { path, depth } = next;
    const found = await listFolder(path);
    if ('problem' in found) {
      if (problems.length < maxProblems) problems.push(found.problem);
      continue;
    }
    for (const { name, isFolder } of found.entries) {
      entries += 1;
      if (entries > limit) {
        problems.push({ path: root, kind: 'too-many', detail: String(limit) });
        return { files, problems };
      }
      if (isFolder && depth < maxDepth && !isSkippedFolder(name))
        waiting.push({ path: join(path, name), depth: depth + 1 });
      if (isFolder || isNamedOtherwise(name)) continue;
      const candidate = await candidateAt(join(path, name));
      if (candidate) files.push(candidate);
    }
  }
  return { files, problems };
}

type Listing =
  | { readonly entries: readonly { readonly name: string; readonly isFolder: boolean }[] }
  | { readonly problem: FolderProblem };

async function listFolder(path: string): Promise<Listing> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return { entries: entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })) };
  } catch (error) {
    return { problem: folderProblem(path, error) };
  }
}

function folderProblem(path: string, error: unknown): FolderProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return { path, kind: 'no-permission' };
  if (code === 'ENOENT') return { path, kind: 'missing' };
  return { path, kind: 'unreadable', detail: message };
}

/** Undefined where there is no regular file of a dump's size; links count as what they lead to. */
export async function candidateAt(path: string): Promise<CandidateFile | undefined> {
  try {
    const { size, mtimeMs, isFile } = await statOf(path);
    return isFile && size >= minDumpSizeBytes ? { path, sizeBytes: size, modifiedMs: mtimeMs } : undefined;
  } catch (error) {
    // It went away meanwhile, or is a link to nowhere: then it is no dump.
    if ((error as NodeJS.ErrnoException).code !== undefined) return undefined;
    throw error;
  }
}

async function statOf(
  path: string,
): Promise<{ readonly size: number; readonly mtimeMs: number; readonly isFile: boolean }> {
  const stats = await stat(path);
  return { size: stats.size, mtimeMs: stats.mtimeMs, isFile: stats.isFile() };
}
