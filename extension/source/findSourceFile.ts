import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';

/** Where source files may be. */
export interface SourceRoots {
  /** Beginnings of paths in debuginfo, and the folders that stand for them here; `''` is that of every relative path. */
  readonly sourceMap: Readonly<Record<string, string>>;
  /** Folders with sources: relative paths count from them. */
  readonly folders: readonly string[];
}

/**
 * The file that debuginfo names, on this machine; undefined where it is not there. Names in debuginfo are not trusted:
 * nothing outside of the person's own folders is found by them, whatever `..` or links lead to.
 */
export async function findSourceFile(name: string, roots: SourceRoots): Promise<string | undefined> {
  for (const { root, path } of candidates(name, roots)) {
    const found = await fileInside(root, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Candidate {
  readonly root: string;
  readonly path: string;
}

function* candidates(name: string, { sourceMap, folders }: SourceRoots): Generator<Candidate> {
  for (const [prefix, root] of Object.entries(sourceMap)) {
    const rest = restAfter(name, prefix);
    if (rest !== undefined && isAbsolute(root)) yield { root, path: join(root, rest) };
  }
  for (const root of folders) yield { root, path: isAbsolute(name) ? name : join(root, name) };
}

/** Whole folders alone: `/usr/src/linux` is no beginning of `/usr/src/linux-6.1`. */
function restAfter(name: string, prefix: string): string | undefined {
  const folder = prefix.replace(/\/+$/, '');
  if (folder === '') return isAbsolute(name) === prefix.startsWith('/') ? name : undefined;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}

async function fileInside(root: string, path: string): Promise<string | undefined> {
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)]);
    const inside = relative(realRoot, realFile);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return (await stat(realFile)).isFile() ? realFile : undefined;
  } catch {
    // Not there, or not for this person to read: then there is nothing to open.
    return undefined;
  }
}
