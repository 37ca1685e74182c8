import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { VmcoreError } from '../base/errors';
import { BlockCache } from './blockCache';
import type { ByteSource } from './byteSource';
import { openFile } from './openFile';

/** A folder with more files than this holds something else than dumps. */
const maxSiblings = 4096;

/** The regular files in the folder of `path` (itself included), opened one by one; whoever takes one closes it. */
export function* openSiblingFiles(path: string, open = openCached): Iterable<ByteSource> {
  const folder = dirname(path);
  for (const name of fileNames(folder)) {
    const source = tryOpen(join(folder, name), open);
    if (source !== undefined) yield source;
  }
}

function fileNames(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
    return files.slice(0, maxSiblings).map(({ name }) => name);
  } catch (error) {
    // One may open a file in a folder that one may not list; then nothing is beside it.
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function openCached(path: string): ByteSource {
  return new BlockCache(openFile(path));
}

function tryOpen(path: string, open: typeof openCached): ByteSource | undefined {
  try {
    return open(path);
  } catch (error) {
    // A neighbour that may not be read is as good as absent: what it should hold is reported as missing.
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}
