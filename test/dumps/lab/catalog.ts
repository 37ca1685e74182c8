import { commonFields, entry, withDebuginfo, type CatalogEntry } from './catalogEntry';
import { crashCatalog } from './crashCatalog';
import { crashLog, makedumpfileLog } from './logReferences';
import { crowdedDump, type CrowdedSetup } from './crowdedDump';
import { kernel, vmlinux, type Kernel, type KernelName } from './kernels';
import type { DumpMaking, LabDump } from './labDump';
import { kexecDumps, qemuDumps, qemuKdump, type MachineSetup, type QemuDumps } from './machineDumps';
import { cutOff, flattened, rearranged, refiltered, split } from './refilteredDumps';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const fiveLevels = { memoryBytes: 512 * MIB, cpuModel: 'max' };
const fourLevels = { memoryBytes: 512 * MIB, cpuModel: 'max,la57=off' };
const busy = { memoryBytes: 256 * MIB, cpuModel: 'max', cpus: 2, logWraps: true };
const arm = {
  memoryBytes: 256 * MIB,
  cpuModel: 'max,pauth-impdef=on',
  parameters: 'ignore_loglevel',
  recordsReads: true,
};
const riscv = { memoryBytes: 256 * MIB, cpuModel: 'rv64', parameters: 'ignore_loglevel', recordsReads: true };
const power = { memoryBytes: 256 * MIB, cpuModel: 'power9', parameters: 'ignore_loglevel' };
const kexec = { memoryBytes: 640 * MIB, cpuModel: 'max', parameters: 'crashkernel=224M' };

/** Debian built it without CONFIG_X86_5LEVEL. */
const withoutFiveLevels: ReadonlySet<KernelName> = new Set(['x86-5.10', 'x86-5.10-main']);

export const catalog: readonly CatalogEntry[] = [
  ...machineOfQemu('x86-6.1-qemu', '-5level', 'x86-6.1', fiveLevels, 5),
  ...machineOfQemu('x86-6.1-qemu', '-4level', 'x86-6.1', fourLevels, 4),
  ...machineOfQemu('x86-6.1-qemu', '-busy', 'x86-6.1', busy, 5),
  ...machineOfQemu('x86-6.12-qemu', '-5level', 'x86-6.12', fiveLevels, 5),
  ...machineOfQemu('arm64-6.1-qemu', '', 'arm64-6.1', arm),
  ...machineOfQemu('arm64-6.12-16k-qemu', '', 'arm64-6.12-16k', arm),
  ...machineOfQemu('riscv64-6.12-qemu', '', 'riscv64-6.12', riscv, 5),
  ...machineOfQemu('ppc64le-6.12-qemu', '', 'ppc64le-6.12', power),
  ...capturedBy('x86-6.1', kexec),
  ...capturedBy('x86-6.12', kexec),
  ...capturedBy('x86-5.10', kexec),
  ...capturedBy('x86-5.10-main', kexec),
  ...capturedBy('x86-newest', kexec),
  ...levels('x86-5.10-main', ['-c'], 'zlib', [31]),
  ...levels('x86-6.1', ['-c'], 'zlib', [0, 1, 17, 31]),
  ...levels('x86-6.1', ['-l'], 'lzo', [31]),
  ...levels('x86-6.1', ['-z'], 'zstd', [17, 31]),
  ...levels('x86-6.1', [], 'plain', [31]),
  ...levels('x86-6.12', ['-c'], 'zlib', [31]),
  ...levels('x86-6.12', ['-z'], 'zstd', [31]),
  fromElf('x86-6.1', 'elf-filtered-d31', 'kdump-elf-filtered', (elf) => refiltered(elf, ['-E', '-d', '31'])),
  fromElf('x86-6.1', 'flattened-zstd', 'kdump-flattened', (elf) => flattened(elf, ['-z', '-d', '31'])),
  splitDump('x86-6.1'),
  ...[0.0001, 0.01, 0.5, 0.99].map((fraction) =>
    fromElf(
      'x86-6.1',
      `cut-at-${fraction * 100}-percent`,
      'cut-off',
      async (elf) => cutOff(await refiltered(elf, ['-c', '-d', '31']), fraction),
      false,
    ),
  ),
  fromElf('x86-6.1', 'elf-cut-at-half', 'cut-off', (elf) => cutOff(elf, 0.5), false),
  ...crashCatalog,
  ...benchmarkMachine('512m', 512 * MIB),
  ...benchmarkMachine('32g', 32 * GIB),
  crowdedMachine('x86-6.1-many-tasks', { tasks: 20_000, logLines: 500_000 }),
];

function machineOfQemu(
  prefix: string,
  suffix: string,
  kernelName: KernelName,
  setup: MachineSetup,
  pageTableLevels?: number,
): CatalogEntry[] {
  const making: readonly DumpMaking[] = ['qemu-elf', 'qemu-kdump'];
  return making.map((how) => {
    const name = `${prefix}${how.replace('qemu', '')}${suffix}`;
    return entry(name, async () => {
      const crashed = await kernel(kernelName);
      const dumps = await qemuDumps(crashed, setup);
      return {
        ...commonFields(name, crashed, setup),
        path: how === 'qemu-elf' ? dumps.elfPath : dumps.kdumpPath,
        how,
        elfPath: dumps.elfPath,
        ...(dumps.readsPath !== undefined && { readsPath: dumps.readsPath }),
        ...(pageTableLevels !== undefined && { pageTableLevels }),
        ...(await peerFields(crashed, dumps)),
        ...(crashed.architecture === 'ppc64el' && { bootedPath: crashed.imagePath, isReadInPart: true }),
      };
    });
  });
}

/** What crash needs and says; it opens dumps of its own architecture only. */
async function peerFields(
  crashed: Kernel,
  { elfPath, consolePath }: QemuDumps,
): Promise<Pick<LabDump, 'vmlinux' | 'reference'>> {
  if (!withDebuginfo.has(crashed.name)) return { reference: { tool: 'console', logPath: consolePath } };
  const debuginfo = await vmlinux(crashed.name);
  return { vmlinux: debuginfo, reference: await crashLog(elfPath, debuginfo) };
}

/** The files that the capture kernel itself wrote. */
function capturedBy(kernelName: KernelName, setup: MachineSetup): CatalogEntry[] {
  const files = [
    { suffix: 'kdump-elf', how: 'kdump-elf', file: 'elfPath', complete: true },
    { suffix: 'kdump-flattened', how: 'kdump-flattened', file: 'flattenedPath', complete: true },
    { suffix: 'kdump-incomplete', how: 'kdump-compressed', file: 'incompletePath', complete: false },
  ] as const;
  return files.map(({ suffix, how, file, complete }) => {
    const name = `${kernelName}-${suffix}`;
    return entry(name, async () => {
      const crashed = await kernel(kernelName);
      const paths = await kexecDumps(crashed, setup);
      return {
        ...commonFields(name, crashed, setup),
        path: paths[file],
        how,
        complete,
        elfPath: paths.elfPath,
        pageTableLevels: withoutFiveLevels.has(kernelName) ? 4 : 5,
        reference: await makedumpfileLog(paths.elfPath),
        ...(withDebuginfo.has(kernelName) && { vmlinux: await vmlinux(kernelName) }),
      };
    });
  });
}

function levels(
  kernelName: KernelName,
  compression: readonly string[],
  compressionName: string,
  dumpLevels: readonly number[],
): CatalogEntry[] {
  return dumpLevels.map((level) =>
    fromElf(kernelName, `${compressionName}-d${level}`, 'kdump-compressed', (elf) =>
      refiltered(elf, [...compression, '-d', String(level)]),
    ),
  );
}

/** A dump that the host makes from the capture kernel's ELF copy: the same crash in another form. */
function fromElf(
  kernelName: KernelName,
  suffix: string,
  how: DumpMaking,
  make: (elfPath: string) => Promise<string>,
  complete = true,
): CatalogEntry {
  const name = `${kernelName}-kdump-${suffix}`;
  return entry(name, async () => {
    const elf = await original(kernelName).make();
    return { ...elf, name, how, complete, path: await make(elf.path) };
  });
}

function splitDump(kernelName: KernelName): CatalogEntry {
  const name = `${kernelName}-kdump-split`;
  return entry(name, async () => {
    const elf = await original(kernelName).make();
    // Without a block size, which is 1 GiB otherwise, the first part would get all pages of a machine this small.
    const parts = await split(elf.path, ['-c', '-d', '31', '--splitblock-size', '64'], 3);
    return { ...elf, name, how: 'kdump-split', path: parts[0] ?? '', parts };
  });
}

function original(kernelName: KernelName): CatalogEntry {
  const found = catalog.find(({ name }) => name === `${kernelName}-kdump-elf`);
  if (!found) throw new Error(`No machine with ${kernelName} is captured by kexec.`);
  return found;
}

/** The same dump as QEMU writes it, flattened, and as a plain file. */
function benchmarkMachine(machine: string, memoryBytes: number): CatalogEntry[] {
  const forms = [
    { form: 'flattened', how: 'qemu-kdump' },
    { form: 'plain', how: 'kdump-compressed' },
  ] as const;
  return forms.map(({ form, how }) => {
    const name = `bench-${machine}-${form}`;
    return entry(
      name,
      async () => {
        const crashed = await kernel('x86-6.1');
        const setup = { memoryBytes, cpuModel: 'max' };
        const path = await qemuKdump(crashed, setup);
        return {
          ...commonFields(name, crashed, setup),
          path: form === 'plain' ? await rearranged(path) : path,
          how,
          pageTableLevels: 5,
          vmlinux: await vmlinux('x86-6.1'),
        };
      },
      true,
    );
  });
}

/** For how long lists are shown: like any machine in all but their lengths. */
function crowdedMachine(name: string, lengths: Pick<CrowdedSetup, 'tasks' | 'logLines'>): CatalogEntry {
  return entry(name, async () => {
    const crashed = await kernel('x86-6.1');
    const setup = { memoryBytes: 2 * GIB, cpuModel: 'max', ...lengths };
    return {
      ...commonFields(name, crashed, setup),
      path: await rearranged(await crowdedDump(crashed, setup)),
      how: 'kdump-compressed',
      pageTableLevels: 5,
      vmlinux: await vmlinux('x86-6.1'),
      isLarge: true,
    };
  });
}
