import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackages, unpackedPackages } from './debianPackages';
import { kernelSources, type Kernel } from './kernels';

/** What Debian ships to build modules for one kernel with. */
export interface KernelHeaders {
  /** The kernel's own configuration and symbol versions. */
  readonly objectFolder: string;
  /** The makefiles and headers that all flavours of the release share. */
  readonly sourceFolder: string;
  /** Programs that the makefiles run on this machine. */
  readonly buildToolFolder: string;
}

/** Unpacked, not installed: the packages' own absolute paths lead nowhere here. */
export async function kernelHeaders({ name, release, architecture }: Kernel): Promise<KernelHeaders> {
  const { suite } = kernelSources[name];
  const [headers] = await findPackages([`linux-headers-${release}`], suite, architecture);
  if (!headers) throw new Error(`${suite} has no headers for ${release}`);
  const shared = headers.depends.filter((dependency) =>
    /^linux-(headers-.*-common|kbuild-)/.test(dependency),
  );
  const folder = await unpackedPackages(`headers-${name}`, [
    headers,
    // The programs must run here, whatever the kernel runs on.
    ...(await findPackages(shared, suite, 'amd64')),
  ]);
  const source = (await readdir(join(folder, 'usr/src'))).find((file) => file.endsWith('-common'));
  const tools = (await readdir(join(folder, 'usr/lib'))).find((file) => file.startsWith('linux-kbuild-'));
  if (source === undefined || tools === undefined) throw new Error(`${folder} holds no headers`);
  return {
    objectFolder: join(folder, 'usr/src', headers.name),
    sourceFolder: join(folder, 'usr/src', source),
    buildToolFolder: join(folder, 'usr/lib', tools),
  };
}
