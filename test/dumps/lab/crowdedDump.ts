import { createHash } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { output, run } from './childProcess';
import { cpioArchive } from './cpioArchive';
import { guestBusybox } from './debianTools';
import { guestModules } from './kernelModules';
import type { Kernel } from './kernels';
import { withMachine } from './virtualMachine';

/** A machine whose lists are long when it crashes. */
export interface CrowdedSetup {
  readonly memoryBytes: number;
  readonly cpuModel: string;
  readonly tasks: number;
  readonly logLines: number;
}

const programs = ['crowd', 'chatter'] as const;
const COMPILE_OPTIONS = ['-O2', '-static', '-pthread'];
const MACHINE_TIMEOUT_MS = 1_200_000;
const guestFolder = join(__dirname, '../../../../test/dumps/lab/guest/crowded');

/** QEMU's compressed format, flattened. */
export async function crowdedDump(kernel: Kernel, setup: CrowdedSetup): Promise<string> {
  const commandLine =
    `panic=0 loglevel=4 printk.devkmsg=on log_buf_len=64M ` +
    `LAB_TASKS=${setup.tasks} LAB_LINES=${setup.logLines}`;
  const inputs = { ...(await inputsOf(kernel)), setup, commandLine };
  const folder = await makeOnce(`crowded-${kernel.name}`, inputs, async (unfinished) => {
    const options = {
      ...{ ...setup, commandLine, timeoutMs: MACHINE_TIMEOUT_MS },
      architecture: kernel.architecture,
      kernelPath: kernel.imagePath,
      initramfs: await crowdedInitramfs(kernel, unfinished),
      consolePath: join(unfinished, 'console.log'),
    };
    await withMachine(options, async (machine) => {
      const { qmp } = machine;
      await machine.waitFor(/end Kernel panic/);
      await qmp.execute('stop');
      const path = join(unfinished, 'dump');
      await qmp.execute('dump-guest-memory', {
        paging: false,
        protocol: `file:${path}`,
        format: 'kdump-zlib',
      });
      await chmod(path, 0o644);
    });
  });
  return join(folder, 'dump');
}

async function inputsOf(kernel: Kernel): Promise<Readonly<Record<string, unknown>>> {
  const hash = createHash('sha256');
  for (const file of ['init', ...programs.map((name) => `${name}.c`)])
    hash.update(await readFile(join(guestFolder, file)));
  return {
    kernel: { release: kernel.release, version: kernel.version, architecture: kernel.architecture },
    guest: hash.digest('hex'),
    compiler: (await output(['gcc', '--version'])).split('\n')[0],
    compileOptions: COMPILE_OPTIONS,
  };
}

async function crowdedInitramfs(kernel: Kernel, folder: string): Promise<Buffer> {
  // qemu_fw_cfg hands VMCOREINFO to QEMU.
  const modules = (await guestModules(kernel)).filter(({ file }) => file === 'qemu_fw_cfg.ko');
  return cpioArchive([
    { path: 'init', data: await readFile(join(guestFolder, 'init')), executable: true },
    ...(await Promise.all(
      programs.map(async (name) => ({
        path: `bin/${name}`,
        data: await compiled(name, folder),
        executable: true,
      })),
    )),
    await guestBusybox(kernel.architecture),
    { path: 'modules/order', data: Buffer.from(modules.map(({ file }) => `${file}\n`).join('')) },
    ...modules.map(({ file, data }) => ({ path: `modules/${file}`, data })),
  ]);
}

async function compiled(name: string, folder: string): Promise<Buffer> {
  const program = join(folder, name);
  await run(['gcc', ...COMPILE_OPTIONS, '-o', program, join(guestFolder, `${name}.c`)], {
    timeoutMs: 60_000,
    logPath: join(folder, 'build.log'),
  });
  return readFile(program);
}
