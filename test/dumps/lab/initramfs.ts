import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpioArchive, type ArchiveEntry } from './cpioArchive';
import { guestTools, guestToolVersions } from './debianTools';
import { guestModules } from './kernelModules';
import type { Kernel } from './kernels';

const initPath = join(__dirname, '../../../../test/dumps/lab/guest/init');

/** Everything that the guest's user space is made of, for recipes. */
export async function guestInputs(kernel: Kernel): Promise<Readonly<Record<string, unknown>>> {
  const init = await readFile(initPath);
  return {
    kernel: { release: kernel.release, version: kernel.version, architecture: kernel.architecture },
    init: createHash('sha256').update(init).digest('hex'),
    tools: await guestToolVersions(kernel.architecture),
  };
}

/** An initramfs with the lab's init; left uncompressed, since emulation unpacks slowly. */
export async function initramfs(kernel: Kernel): Promise<Buffer> {
  return cpioArchive(await guestEntries(kernel));
}

/** The same, with a capture kernel inside that the guest loads before it crashes. */
export async function initramfsWithCaptureKernel(kernel: Kernel, commandLine: string): Promise<Buffer> {
  const entries = await guestEntries(kernel);
  return cpioArchive([
    ...entries,
    { path: 'crash/kernel', data: await readFile(kernel.imagePath) },
    { path: 'crash/initramfs', data: cpioArchive(entries) },
    { path: 'crash/commandLine', data: Buffer.from(commandLine) },
  ]);
}

async function guestEntries(kernel: Kernel): Promise<ArchiveEntry[]> {
  const modules = await guestModules(kernel);
  return [
    { path: 'init', data: await readFile(initPath), executable: true },
    { path: 'modules/order', data: Buffer.from(`${modules.map(({ file }) => file).join('\n')}\n`) },
    ...modules.map(({ file, data }) => ({ path: `modules/${file}`, data })),
    ...(await guestTools(kernel.architecture)),
  ];
}
