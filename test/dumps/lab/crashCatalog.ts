import { commonFields, entry, withDebuginfo, type CatalogEntry } from './catalogEntry';
import { crashDump, type CrashSetup } from './crashDumps';
import { crashModes, type CrashMode } from './crashModes';
import { crashModule } from './crashModule';
import { keptCrashOutput } from './keptCrashOutput';
import { kernel, vmlinux, type KernelName } from './kernels';

const MIB = 2 ** 20;
const memoryBytes = 192 * MIB;

const fourLevels = { memoryBytes, cpuModel: 'max,la57=off', pageTableLevels: 4 };
const fiveLevels = { memoryBytes, cpuModel: 'max', pageTableLevels: 5 };
const arm = { memoryBytes, cpuModel: 'max,pauth-impdef=on' };

/** Modes × kernels × depths of the page tables. */
export const crashCatalog: readonly CatalogEntry[] = [
  ...crashes('x86-6.1', '', fourLevels, /^(?!double-free-debugged|wild-argument|function-probe)/),
  ...crashes('x86-6.12', '', fourLevels, /^(?!double-free-debugged|spin-deadlock|probe-handler)/),
  // No pahole of this machine writes types that this kernel takes.
  ...crashes('x86-newest', '', fourLevels, /^(?!double-free$|wild-argument|bad-member)/),
  ...crashes(
    'x86-5.10-main',
    '',
    fourLevels,
    /^(null-deref|bug|warn|deadlock|use-after-free|timer|all-tasks|bad-argument|return-probe)$/,
  ),
  ...crashes('x86-6.1', '-5level', fiveLevels, /^(null-deref|stack-overflow|nmi)$/),
  ...crashes('x86-6.12', '-5level', fiveLevels, /^(null-deref|timer)$/),
  ...crashes('x86-newest', '-5level', fiveLevels, /^(null-deref|deadlock)$/),
  ...crashes('x86-6.1', '-stripped', { ...fourLevels, stripped: true }, /^(null-deref|bug)$/),
  ...crashes(
    'arm64-6.12-16k',
    '',
    arm,
    /^(null-deref|bug|warn|deadlock|panic|timer|stack-overflow|all-tasks|bad-argument|spin-deadlock|return-probe)$/,
  ),
];

function crashes(
  kernelName: KernelName,
  suffix: string,
  setup: CrashSetup & { readonly pageTableLevels?: number },
  wanted = /^/,
): CatalogEntry[] {
  return crashModes
    .filter(({ name }) => wanted.test(name))
    .map((mode) => crashEntry(`${kernelName}-crash-${mode.name}${suffix}`, kernelName, mode, setup));
}

function crashEntry(
  name: string,
  kernelName: KernelName,
  mode: CrashMode,
  { pageTableLevels, ...setup }: CrashSetup & { readonly pageTableLevels?: number },
): CatalogEntry {
  return entry(name, async () => {
    const crashed = await kernel(kernelName);
    const { kdumpPath, consolePath } = await crashDump(crashed, mode, setup);
    const { debuginfoPath } = await crashModule(crashed, mode.loads ?? 'labcrash');
    const debuginfo = withDebuginfo.has(kernelName) ? await vmlinux(kernelName) : undefined;
    const { name: modeName, kind, functions, module, comm, member, loads } = mode;
    return {
      ...commonFields(name, crashed, setup),
      path: kdumpPath,
      how: 'qemu-kdump',
      ...(pageTableLevels !== undefined && { pageTableLevels }),
      ...(debuginfo !== undefined && { vmlinux: debuginfo }),
      crash: {
        ...{ mode: modeName, kernelName, kind, functions, consolePath },
        ...(module !== undefined && { module }),
        ...(comm && { comm: comm.source }),
        ...(member && { member: member.source }),
        ...(loads && { loaded: loads }),
        ...(debuginfo !== undefined && {
          crashSaysPath: await keptCrashOutput({ path: kdumpPath, vmlinux: debuginfo }, ['ps', 'foreach bt']),
        }),
        ...(setup.stripped !== true && { moduleDebuginfo: debuginfoPath }),
      },
    };
  });
}
