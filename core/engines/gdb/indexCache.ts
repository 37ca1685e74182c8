import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { VmcoreError } from '../../base/errors';
import { PrivateFolder } from '../privateFolder';
import { GdbProcess, type CommandOptions } from './gdbProcess';
import { gdbArguments } from './gdbSettings';
import { miArgument } from './safeText';

/** Where gdb keeps its index of a file, and which. */
export interface IndexedFile {
  readonly program: string;
  readonly path: string;
  /** gdb names an index by it. */
  readonly buildId: string;
  readonly folder: string;
}

/** Reading the debug information of a kernel takes gdb this long on a slow machine. */
export const loadTimeoutMs = 300_000;

/** Has gdb use the folder's index of what it loads next, or write one. */
export async function useIndexCache(
  gdb: GdbProcess,
  folder: string,
  options?: CommandOptions,
): Promise<void> {
  await type(gdb, `set index-cache directory ${folder}`, options);
  await type(gdb, 'set index-cache enabled on', options);
}

/**
 * Has a gdb of its own write the index where there is none yet. gdb 13 looks a name up forty times slower in what it has
 * just read itself than in an index that it finds: 13 s for the first local of a kernel's function instead of 0.3 s.
 * A gdb that cannot write one goes without.
 * @throws VmcoreError `cancelled`
 */
export async function keepIndex(
  { program, path, buildId, folder }: IndexedFile,
  options: CommandOptions,
): Promise<void> {
  if (existsSync(join(folder, `${buildId}.gdb-index`))) return;
  const home = new PrivateFolder();
  const gdb = new GdbProcess({ name: 'gdb', program, args: gdbArguments, folder: home.path });
  const gone = new Promise<void>((resolve) => {
    gdb.stopped.listen(() => {
      home.dispose();
      resolve();
    });
  });
  try {
    const link = join(home.path, 'vmlinux');
    symlinkSync(path, link);
    await useIndexCache(gdb, folder, options);
    await type(gdb, `symbol-file ${link}`, { ...options, timeoutMs: loadTimeoutMs });
    // Newer ones write it beside other work, and end once it is written.
    await gdb.command('-gdb-exit', { ...options, timeoutMs: loadTimeoutMs });
    await gone;
  } catch (error) {
    if (!(error instanceof VmcoreError) || error.code === 'cancelled') throw error;
  } finally {
    gdb.stop();
  }
}

async function type(gdb: GdbProcess, command: string, options?: CommandOptions): Promise<void> {
  await gdb.command(`-interpreter-exec console ${miArgument(command)}`, options);
}
