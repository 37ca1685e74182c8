import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';

/**
 * Has a file written beside `path` that takes its place once that is done: until then, what was there stays as it was.
 * @param write undefined where nothing is to be replaced after all
 */
export async function replaceFile<Written>(
  path: string,
  write: (file: FileHandle) => Promise<Written | undefined>,
): Promise<Written | undefined> {
  const partial = `${path}.${randomUUID()}.partial`;
  const file = await open(partial, 'wx');
  try {
    const written = await write(file).finally(() => file.close());
    if (written !== undefined) await rename(partial, path);
    return written;
  } finally {
    await rm(partial, { force: true });
  }
}
