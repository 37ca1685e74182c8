import type { MachineFacts } from '../machineFacts';
import type { Target } from '../target';

/** Kinds of machines and kernels that need memory of different sizes; the names are for people. */
export const machines = [
  'x86_64',
  's390x',
  'aarch64',
  'aarch64 with 64k pages',
  'ppc64le',
  'ppc64le with fadump',
] as const;
export type Machine = (typeof machines)[number];

const power = '2G-4G:384M,4G-16G:512M,16G-64G:1G,64G-128G:2G,128G-:4G';
/** One MiB more for each of the 16 processors that its capture kernel has (gen-kdump-sysconfig.sh). */
const powerWithProcessors = '2G-4G:400M,4G-16G:528M,16G-64G:1040M,64G-128G:2064M,128G-:4112M';
const firmwareAssisted =
  '4G-16G:768M,16G-64G:1G,64G-128G:2G,128G-1T:4G,1T-2T:6G,2T-4T:12G,4T-8T:20G,8T-16T:36G,16T-32T:64G,32T-64T:128G,64T-:180G';
const firmwareAssistedWithProcessors =
  '4G-16G:784M,16G-64G:1040M,64G-128G:2064M,128G-1T:4112M,1T-2T:6160M,2T-4T:12304M,4T-8T:20496M,8T-16T:36880M,16T-32T:65552M,32T-64T:131088M,64T-:184336M';

/** What `kdumpctl reset-crashkernel` of RHEL 8 sets. */
const rhel8 = '1G-4G:160M,4G-64G:192M,64G-1T:256M,1T-:512M';
const ofRhel8: Readonly<Partial<Record<Machine, string>>> = {
  x86_64: rhel8,
  s390x: rhel8,
  aarch64: '2G-:448M',
  ppc64le: power,
};

const firstWithLessMemory = 53;
const firstWithLessMemoryOnArm = 54;
const firstThatCountsProcessors = 60;

/** kdump_get_arch_recommend_crashkernel in kdump-lib.sh, of kdump-utils 1.0.42 to 1.0.61. */
function ofKdumpUtils(release: number, machine: Machine): string {
  const arm = release >= firstWithLessMemoryOnArm ? '2G-4G' : '1G-4G';
  const counts = release >= firstThatCountsProcessors;
  switch (machine) {
    case 'x86_64':
    case 's390x':
      return release >= firstWithLessMemory ? '2G-64G:256M,64G-:512M' : '1G-4G:192M,4G-64G:256M,64G-:512M';
    case 'aarch64':
      return `${arm}:256M,4G-64G:320M,64G-:576M`;
    case 'aarch64 with 64k pages':
      return `${arm}:356M,4G-64G:420M,64G-:676M`;
    case 'ppc64le':
      return counts ? powerWithProcessors : power;
    case 'ppc64le with fadump':
      return counts ? firmwareAssistedWithProcessors : firmwareAssisted;
  }
}

/**
 * The `crashkernel=` that a distribution sets by itself; undefined where it was `auto` or is not known. The scripts
 * add more where they find an SMMU, a Mellanox adapter, or memory encrypted by AMD's SME or SEV.
 */
export function defaultCrashkernel({ distribution, release }: Target, machine: Machine): string | undefined {
  switch (distribution) {
    case 'el8':
      return ofRhel8[machine];
    // RHEL 9 has the same function as the first release of kdump-utils, which was made from its package.
    case 'el9':
      return ofKdumpUtils(0, machine);
    case 'kdump-utils':
      return ofKdumpUtils(release, machine);
    case 'el6':
    case 'el7':
    case 'openeuler':
      return undefined;
  }
}

export interface DefaultCrashkernel {
  readonly value: string;
  readonly machines: readonly Machine[];
}

/** The defaults of a release, each once; that of one machine alone where it is known. */
export function defaultCrashkernels(target: Target, machine?: Machine): DefaultCrashkernel[] {
  const defaults = new Map<string, Machine[]>();
  for (const kind of machine === undefined ? machines : [machine]) {
    const value = defaultCrashkernel(target, kind);
    if (value !== undefined) defaults.set(value, [...(defaults.get(value) ?? []), kind]);
  }
  return [...defaults].map(([value, of]) => ({ value, machines: of }));
}

/** The kind of a machine, by `uname -m` and `uname -r`; undefined for those that no release has a default for. */
export function machineOf({ hardware, kernelRelease }: MachineFacts): Machine | undefined {
  // "5.14.0-312.el9.aarch64+64k"
  if (hardware === 'aarch64' && kernelRelease?.includes('64k') === true) return 'aarch64 with 64k pages';
  return machines.find((machine) => machine === hardware);
}

/** Debian’s kdump-tools writes these into /etc/default/grub.d/kdump-tools.cfg. */
export const debianCrashkernel = '512M-:192M';
export const debianCrashkernelOnArm = '2G-4G:320M,4G-32G:512M,32G-64G:1024M,64G-128G:2048M,128G-:4096M';

/** Whether the kernels of a release understand `crashkernel=auto`. */
export function takesAuto(target: Target): boolean {
  return ['el6', 'el7', 'el8'].includes(target.distribution);
}
