import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { run } from './childProcess';
import type { Kernel } from './kernels';

/**
 * What the guest loads, in this order; a kernel that has some of them built in brings no file for those. virtio_blk
 * takes the dump out of the guest; qemu_fw_cfg hands VMCOREINFO to QEMU.
 */
const loadOrder = [
  'virtio_ring',
  'virtio',
  'virtio_pci_legacy_dev',
  'virtio_pci_modern_dev',
  'virtio_pci',
  'virtio_blk',
  'qemu_fw_cfg',
];

export interface LoadableModule {
  /** As insmod takes it. */
  readonly file: string;
  readonly data: Uint8Array;
}

/** The modules that the guest needs, uncompressed, as its busybox cannot unpack them; in the order to load them. */
export async function guestModules(kernel: Kernel): Promise<LoadableModule[]> {
  const { release, version, architecture } = kernel;
  const folder = await makeOnce(
    `modules-${kernel.name}`,
    { release, version, architecture, loadOrder },
    (unfinished) => unpackModules(kernel, unfinished),
  );
  const present = new Set(await readdir(folder));
  const files = loadOrder.map((name) => `${name}.ko`).filter((file) => present.has(file));
  return Promise.all(files.map(async (file) => ({ file, data: await readFile(join(folder, file)) })));
}

async function unpackModules(kernel: Kernel, folder: string): Promise<void> {
  for (const path of await readdir(kernel.modulesFolder, { recursive: true })) {
    const [name = '', suffix, compression] = basename(path).split('.');
    if (suffix !== 'ko' || !loadOrder.includes(name)) continue;
    await run([compression === 'xz' ? 'xzcat' : 'cat', join(kernel.modulesFolder, path)], {
      timeoutMs: 30_000,
      logPath: join(folder, 'unpack.log'),
      stdoutPath: join(folder, `${name}.ko`),
    });
  }
}
