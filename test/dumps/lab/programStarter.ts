import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Argv } from './childProcess';

/** The path of a program in the folder that starts another with arguments of its own before those that it is given. */
export async function programStarter(folder: string, name: string, argv: Argv): Promise<string> {
  const path = join(folder, name);
  const words = argv.map((word) => `'${word}'`);
  await writeFile(path, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
