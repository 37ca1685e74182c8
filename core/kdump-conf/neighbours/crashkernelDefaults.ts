import type { Target } from '../target';

/** The `crashkernel=` that a distribution sets by itself, by machine and release. */
export type Machine = 'x86_64' | 's390x' | 'aarch64' | 'ppc64le';

const since1053 = '2G-64G:256M,64G-:512M';
const before1053 = '1G-4G:192M,4G-64G:256M,64G-:512M';
const rhel8 = '1G-4G:160M,4G-64G:192M,64G-1T:256M,1T-:512M';
const power = '2G-4G:384M,4G-16G:512M,16G-64G:1G,64G-128G:2G,128G-:4G';
const firstWithLessMemory = 53;

/** The default of kexec-tools or kdump-utils; undefined where it was `auto` or is not known. */
export function defaultCrashkernel(target: Target, machine: Machine): string | undefined {
  const { distribution, release } = target;
  if (distribution === 'el8') {
    return { x86_64: rhel8, s390x: rhel8, aarch64: '2G-:448M', ppc64le: power }[machine];
  }
  if (distribution !== 'el9' && distribution !== 'kdump-utils') return undefined;
  const newer = distribution === 'kdump-utils' && release >= firstWithLessMemory;
  const usual = newer ? since1053 : before1053;
  const arm = `${newer ? '2G' : '1G'}-4G:256M,4G-64G:320M,64G-:576M`;
  return { x86_64: usual, s390x: usual, aarch64: arm, ppc64le: power }[machine];
}

/** Debian’s kdump-tools writes these into /etc/default/grub.d/kdump-tools.cfg. */
export const debianCrashkernel = '512M-:192M';

/** Whether the kernels of a release understand `crashkernel=auto`. */
export function takesAuto(target: Target): boolean {
  return ['el6', 'el7', 'el8'].includes(target.distribution);
}
