import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { hostToolVersion } from './debianTools';
import type { LabDump } from './labDump';
import { crashOutput } from './peerReads';

/** A file with what crash prints for the commands; asked once, as it takes seconds and a dump never changes. */
export async function keptCrashOutput(
  { path, vmlinux }: Pick<LabDump, 'path' | 'vmlinux'>,
  commands: readonly string[],
): Promise<string> {
  const inputs = { path, vmlinux, commands, version: await hostToolVersion('crash') };
  const folder = await makeOnce('crash-says', inputs, async (unfinished) => {
    const printed = await crashOutput(
      { path, ...(vmlinux !== undefined && { vmlinux }) },
      commands,
      unfinished,
    );
    await writeFile(join(unfinished, 'printed'), printed, 'latin1');
  });
  return join(folder, 'printed');
}
