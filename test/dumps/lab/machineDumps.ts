import { chmod, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeOnce } from './cacheFolder';
import { guestInputs, initramfs, initramfsWithCaptureKernel } from './initramfs';
import type { Kernel } from './kernels';
import { recordReads } from './qemuReads';
import { consoleParameters, withMachine, type MachineOptions, type VirtualMachine } from './virtualMachine';

export interface MachineSetup {
  readonly memoryBytes: number;
  readonly cpuModel: string;
  readonly cpus?: number;
  /** Writes more than the log's ring holds. */
  readonly logWraps?: boolean;
  /** Added to the kernel's command line. */
  readonly parameters?: string;
  /** The stopped machine is asked what it reads, too. */
  readonly recordsReads?: boolean;
}

/** One crashed machine, dumped by QEMU from outside. */
export interface QemuDumps {
  readonly elfPath: string;
  /** Flattened, as QEMU writes it. */
  readonly kdumpPath: string;
  /** What the machine said on its console. */
  readonly consolePath: string;
  /** What the stopped machine itself read, where its setup asks for that. */
  readonly readsPath?: string;
}

/** One crashed machine, dumped by its own capture kernel. */
export interface KexecDumps {
  /** A copy of /proc/vmcore. */
  readonly elfPath: string;
  /** What `makedumpfile -F -c -d 31` wrote in the capture kernel. */
  readonly flattenedPath: string;
  /** What `makedumpfile --dump-dmesg` wrote in the capture kernel. */
  readonly logPath: string;
  /** What `makedumpfile -c -d 31` left when its disk was full; flagged incomplete. */
  readonly incompletePath: string;
}

const BOOT_TIMEOUT_MS = 300_000;

/** The machine is stopped where its panic ended, so both files show the same memory. */
export async function qemuDumps(kernel: Kernel, setup: MachineSetup): Promise<QemuDumps> {
  const folder = await qemuFolder(kernel, setup, ['elf', 'kdump-zlib']);
  return {
    elfPath: join(folder, 'elf'),
    kdumpPath: join(folder, 'kdump-zlib'),
    consolePath: join(folder, 'console.log'),
    ...(setup.recordsReads === true && { readsPath: join(folder, 'reads.json') }),
  };
}

/** QEMU's compressed format alone, for a machine too large for an ELF dump. */
export async function qemuKdump(kernel: Kernel, setup: MachineSetup): Promise<string> {
  return join(await qemuFolder(kernel, setup, ['kdump-zlib']), 'kdump-zlib');
}

async function qemuFolder(
  kernel: Kernel,
  setup: MachineSetup,
  formats: readonly ('elf' | 'kdump-zlib')[],
): Promise<string> {
  const inputs = { ...(await guestInputs(kernel)), setup, formats };
  return makeOnce(`qemu-${kernel.name}`, inputs, async (folder) => {
    const archive = await initramfs(kernel);
    await withMachine(machineOptions(kernel, setup, folder, archive), async (machine) => {
      await machine.waitFor(/end Kernel panic/);
      await machine.qmp.execute('stop');
      for (const format of formats) {
        const path = join(folder, format);
        await machine.qmp.execute('dump-guest-memory', { paging: false, protocol: `file:${path}`, format });
        await chmod(path, 0o644);
      }
      if (setup.recordsReads === true) {
        await recordReads(machine.qmp, join(folder, 'elf'), join(folder, 'reads.json'));
      }
    });
  });
}

export async function kexecDumps(kernel: Kernel, setup: MachineSetup): Promise<KexecDumps> {
  const inputs = { ...(await guestInputs(kernel)), setup, how: 'kexec' };
  const folder = await makeOnce(`kexec-${kernel.name}`, inputs, (unfinished) =>
    captureDumps(kernel, setup, unfinished),
  );
  return {
    elfPath: join(folder, 'vmcore'),
    flattenedPath: join(folder, 'flattened'),
    logPath: join(folder, 'dmesg'),
    incompletePath: join(folder, 'incomplete'),
  };
}

async function captureDumps(kernel: Kernel, setup: MachineSetup, folder: string): Promise<void> {
  const disks = ['vmcore', 'flattened', 'dmesg', 'incomplete'].map((name) => join(folder, name));
  for (const disk of disks) {
    await writeFile(disk, '');
    await truncate(disk, setup.memoryBytes);
  }
  const parameters = `${consoleParameters(kernel.architecture)} reset_devices nr_cpus=1 LAB_TASK=save`;
  const archive = await initramfsWithCaptureKernel(kernel, parameters);
  const options = { ...machineOptions(kernel, setup, folder, archive), disks };
  const sizes = await withMachine(options, async (machine) => {
    const [, ...saved] = await Promise.all([
      machine.waitFor(/^LAB-DONE/),
      ...['vda', 'vdb', 'vdc', 'vdd'].map((disk) => savedSize(machine, disk)),
    ]);
    return saved;
  });
  for (const [index, disk] of disks.entries()) await truncate(disk, sizes[index]);
}

async function savedSize(machine: VirtualMachine, disk: string): Promise<number> {
  const [, size] = await machine.waitFor(new RegExp(`^LAB-SAVED ${disk} (\\d+)`));
  return Number(size);
}

function machineOptions(
  kernel: Kernel,
  setup: MachineSetup,
  folder: string,
  archive: Uint8Array,
): MachineOptions {
  const log = setup.logWraps === true ? 'LAB_LOG=wrap printk.devkmsg=on loglevel=4' : '';
  return {
    ...setup,
    architecture: kernel.architecture,
    kernelPath: kernel.imagePath,
    initramfs: archive,
    commandLine: `panic=0 LAB_TASK=panic ${log} ${setup.parameters ?? ''}`,
    consolePath: join(folder, 'console.log'),
    timeoutMs: BOOT_TIMEOUT_MS,
  };
}
