import { readFile, stat } from 'node:fs/promises';
import { readIfThere } from './readIfThere';

const programs = ['/usr/sbin/makedumpfile', '/sbin/makedumpfile', '/usr/bin/makedumpfile'];
const largestProgram = 64 * 2 ** 20;

/**
 * The version of the installed makedumpfile, "1.7.2"; undefined where there is none. It is read out of the program,
 * which holds what `makedumpfile -v` prints (show_version in print_info.c), so that nothing has to be run.
 */
export async function readMakedumpfileVersion(paths = programs): Promise<string | undefined> {
  for (const path of paths) {
    const program = await readIfThere(path, readSmall);
    const version = /makedumpfile: version (\d{1,3}\.\d{1,3}\.\d{1,3})/.exec(program ?? '')?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

async function readSmall(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > largestProgram ? undefined : readFile(path, 'latin1');
}
