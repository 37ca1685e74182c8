import { join } from 'node:path';
import { unpackedPackages, withDependencies } from './debianPackages';
import { programStarter } from './programStarter';

/**
 * The path of a program that starts the gdb of a newer Debian, for any machine: that of Debian 12 does not find its way
 * through signed return addresses of arm64's kernel.
 * @param folder where the program is written
 */
export async function newerGdb(folder: string): Promise<string> {
  const packages = await withDependencies('gdb-multiarch', 'trixie', 'amd64');
  const root = await unpackedPackages('newer-gdb', packages);
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  return programStarter(folder, 'gdb', [
    'env',
    `PYTHONHOME=${join(root, 'usr')}`,
    ...[join(libraries, 'ld-linux-x86-64.so.2'), '--library-path', libraries],
    ...[join(root, 'usr/bin/gdb-multiarch'), `--data-directory=${join(root, 'usr/share/gdb')}`],
  ]);
}
