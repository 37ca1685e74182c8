import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { run } from './childProcess';
import { findPackages, unpackedPackages } from './debianPackages';

/** Sources that the stack of a crash by sysrq goes through. */
const files = ['fs/read_write.c', 'drivers/tty/sysrq.c', 'kernel/panic.c', 'fs/proc/inode.c'];

/** A folder with some of the sources of the lab's 6.1, as Debian publishes them. */
export async function kernelSource(): Promise<string> {
  const [debian] = await findPackages(['linux-source-6.1'], 'bookworm', 'amd64');
  if (!debian) throw new Error('bookworm has no linux-source-6.1');
  const inputs = { version: debian.version, files };
  const folder = await makeOnce('kernel-source', inputs, async (unfinished) => {
    const archive = await unpackedPackages('kernel-source-archive', [debian], './usr/src/*');
    await run(
      [
        ...(['tar', '-xf', join(archive, 'usr/src/linux-source-6.1.tar.xz'), '-C', unfinished] as const),
        ...files.map((file) => `linux-source-6.1/${file}`),
      ],
      { timeoutMs: 300_000, logPath: join(unfinished, 'tar.log') },
    );
    await rm(archive, { recursive: true });
  });
  return join(folder, 'linux-source-6.1');
}
