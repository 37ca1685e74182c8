import { closeSync, createWriteStream, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inTemporaryFolder, logEnd, startChild, type Argv, type ChildGroup } from './childProcess';
import type { DebianArchitecture } from './debianPackages';
import { QmpConnection } from './qmpConnection';

export interface MachineOptions {
  readonly architecture: DebianArchitecture;
  readonly kernelPath: string;
  readonly initramfs: Uint8Array;
  /** Added to the console's. */
  readonly commandLine: string;
  readonly memoryBytes: number;
  readonly cpuModel: string;
  readonly cpus?: number;
  /** Raw images, which the guest sees as vda, vdb …; pages of zeros take no room in them. */
  readonly disks?: readonly string[];
  /** Where the console's output is kept. */
  readonly consolePath: string;
  readonly timeoutMs: number;
}

/** A machine that runs: what its console says, line by line, and QEMU's own command line. */
export interface VirtualMachine {
  readonly qmp: QmpConnection;
  /** The first line, said before or after the call, that matches. @throws Error when the machine stops before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
}

/**
 * QEMU's machines of riscv64 and ppc64le have no way for the guest to hand VMCOREINFO over (fw_cfg with DMA, as of QEMU
 * 7.2).
 */
const platforms = {
  amd64: { qemu: 'qemu-system-x86_64', machine: 'q35', console: 'ttyS0', takesVmcoreinfo: true },
  arm64: { qemu: 'qemu-system-aarch64', machine: 'virt', console: 'ttyAMA0', takesVmcoreinfo: true },
  riscv64: { qemu: 'qemu-system-riscv64', machine: 'virt', console: 'ttyS0', takesVmcoreinfo: false },
  ppc64el: {
    qemu: 'qemu-system-ppc64',
    // Without the open firmware, which takes longer than the kernel.
    machine: 'pseries,x-vof=on',
    console: 'hvc0',
    takesVmcoreinfo: false,
  },
} as const;

/** Kernel parameters that every machine of the lab gets. */
export const consoleParameters = (architecture: DebianArchitecture): string =>
  `console=${platforms[architecture].console}`;

/** Runs a machine for as long as `use` takes, then ends it whatever state it is in. */
export async function withMachine<Result>(
  options: MachineOptions,
  use: (machine: VirtualMachine) => Promise<Result>,
): Promise<Result> {
  return inTemporaryFolder(async (folder) => {
    const initramfsPath = join(folder, 'initramfs');
    await writeFile(initramfsPath, options.initramfs);
    const qmpPath = join(folder, 'qmp');
    const server = await QmpConnection.listen(qmpPath);
    const errors = openSync(`${options.consolePath}.qemu`, 'a');
    const child = await startChild(
      qemuCommand(options, initramfsPath, qmpPath),
      ['ignore', 'pipe', errors],
      {},
    );
    const timer = setTimeout(() => {
      child.kill();
    }, options.timeoutMs);
    try {
      const console = new ConsoleLines(child, options.consolePath);
      const died = console.ended.then(async () => {
        throw new Error(
          `The machine ended early.\n${await logEnd(options.consolePath)}\n${await child.exited}`,
        );
      });
      const qmp = await Promise.race([QmpConnection.accept(server), died]);
      const machine = { qmp, waitFor: (pattern: RegExp) => Promise.race([console.waitFor(pattern), died]) };
      return await Promise.race([use(machine), died]);
    } finally {
      clearTimeout(timer);
      child.kill();
      await child.exited;
      closeSync(errors);
      server.close();
    }
  });
}

/** Remembers what was said, as lines may come before anybody waits for them. */
class ConsoleLines {
  private readonly said: string[] = [];
  private readonly listeners = new Set<() => void>();
  readonly ended: Promise<unknown>;

  constructor(child: ChildGroup, logPath: string) {
    const output = child.process.stdout;
    if (!output) throw new Error('The machine was started without a console.');
    output.pipe(createWriteStream(logPath));
    createInterface({ input: output }).on('line', (line) => {
      this.said.push(line);
      for (const listener of this.listeners) listener();
      // The lab's init says so when the guest cannot do what it is there for.
      if (line.startsWith('LAB-FAILED')) child.kill();
    });
    this.ended = child.exited;
  }

  waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve) => {
      let next = 0;
      const look = (): void => {
        for (; next < this.said.length; next++) {
          const match = pattern.exec(this.said[next] ?? '');
          if (!match) continue;
          this.listeners.delete(look);
          resolve(match);
          return;
        }
      };
      this.listeners.add(look);
      look();
    });
  }
}

function qemuCommand(options: MachineOptions, initramfsPath: string, qmpPath: string): Argv {
  const { qemu, machine, console, takesVmcoreinfo } = platforms[options.architecture];
  const memory = `memory-backend-ram,id=memory,size=${options.memoryBytes},reserve=off`;
  const disks = (options.disks ?? []).flatMap((path) => [
    '-drive',
    `file=${path},format=raw,if=virtio,discard=unmap,detect-zeroes=unmap,cache=unsafe`,
  ]);
  return [
    qemu,
    ...['-accel', 'tcg', '-machine', `${machine},memory-backend=memory`, '-cpu', options.cpuModel],
    ...['-object', memory, '-m', `${options.memoryBytes / 2 ** 20}M`, '-smp', `${options.cpus ?? 1}`],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    // A kernel that tells its machine of its panic (ppc64le does) gets to the end of it all the same.
    ...['-action', 'panic=none'],
    ...(takesVmcoreinfo ? ['-device', 'vmcoreinfo'] : []),
    ...['-chardev', `socket,id=qmp,path=${qmpPath}`, '-mon', 'chardev=qmp,mode=control'],
    ...['-kernel', options.kernelPath, '-initrd', initramfsPath],
    ...['-append', `console=${console} ${options.commandLine}`],
    ...disks,
  ];
}
