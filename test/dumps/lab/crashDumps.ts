import { chmod, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { cpioArchive } from './cpioArchive';
import { crashModule, type CrashModuleName } from './crashModule';
import type { CrashMode } from './crashModes';
import { guestBusybox } from './debianTools';
import { guestModules } from './kernelModules';
import type { Kernel } from './kernels';
import { withMachine } from './virtualMachine';

/** How the machine that crashes is built. */
export interface CrashSetup {
  readonly memoryBytes: number;
  readonly cpuModel: string;
  /** The module is loaded without its DWARF, and nobody keeps any. */
  readonly stripped?: boolean;
}

/** What the lab keeps of a machine that its module has crashed. */
export interface CrashDump {
  /** QEMU's compressed format, flattened. */
  readonly kdumpPath: string;
  readonly consolePath: string;
}

const BOOT_TIMEOUT_MS = 180_000;
const guestFolder = join(__dirname, '../../../../test/dumps/lab/guest');

/** Boots the machine, crashes it, and keeps its memory as it was where the panic ended. */
export async function crashDump(kernel: Kernel, mode: CrashMode, setup: CrashSetup): Promise<CrashDump> {
  const { asks = mode.name, parameters = '', cpus = 1, injectsNmi = false, loads = 'labcrash' } = mode;
  const { debuginfoPath, strippedPath, inputs: module } = await crashModule(kernel, loads);
  const modulePath = setup.stripped === true ? strippedPath : debuginfoPath;
  const scripts = { init: await script('crashInit', loads), crasher: await script('crasher', loads) };
  const commandLine = `panic=0 oops=panic LAB_CRASH=${asks} ${parameters}`;
  const inputs = { module, setup, commandLine, cpus, injectsNmi, scripts: hashes(scripts) };
  const folder = await makeOnce(`crash-${kernel.name}-${mode.name}`, inputs, async (unfinished) => {
    const options = {
      ...{ ...setup, cpus, commandLine, timeoutMs: BOOT_TIMEOUT_MS },
      architecture: kernel.architecture,
      kernelPath: kernel.imagePath,
      initramfs: await crashInitramfs(kernel, scripts, modulePath),
      consolePath: join(unfinished, 'console.log'),
    };
    await withMachine(options, async (machine) => {
      if (injectsNmi) {
        await machine.waitFor(/labcrash: spinning/);
        await machine.qmp.execute('inject-nmi');
      }
      await machine.waitFor(/end Kernel panic/);
      await machine.qmp.execute('stop');
      const path = join(unfinished, 'dump');
      const asked = { paging: false, protocol: `file:${path}`, format: 'kdump-zlib' };
      await machine.qmp.execute('dump-guest-memory', asked);
      await chmod(path, 0o644);
    });
  });
  return { kdumpPath: join(folder, 'dump'), consolePath: join(folder, 'console.log') };
}

/** Written for the one module, used for either. */
async function script(name: string, module: CrashModuleName): Promise<Buffer> {
  return Buffer.from((await readFile(join(guestFolder, name), 'utf8')).replaceAll('labcrash', module));
}

type Scripts = Readonly<Record<'init' | 'crasher', Buffer>>;

function hashes(scripts: Scripts): readonly string[] {
  return Object.values(scripts).map((text) => createHash('sha256').update(text).digest('hex'));
}

/** No more than the crash needs, as emulation unpacks slowly; qemu_fw_cfg hands VMCOREINFO to QEMU. */
async function crashInitramfs(kernel: Kernel, scripts: Scripts, modulePath: string): Promise<Buffer> {
  const kernelModules = (await guestModules(kernel)).filter(({ file }) => file === 'qemu_fw_cfg.ko');
  const modules = [...kernelModules, { file: basename(modulePath), data: await readFile(modulePath) }];
  return cpioArchive([
    { path: 'init', data: scripts.init, executable: true },
    { path: 'bin/crasher', data: scripts.crasher, executable: true },
    await guestBusybox(kernel.architecture),
    { path: 'modules/order', data: Buffer.from(`${modules.map(({ file }) => file).join('\n')}\n`) },
    ...modules.map(({ file, data }) => ({ path: `modules/${file}`, data })),
  ]);
}
