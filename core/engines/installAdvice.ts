import { readFileSync } from 'node:fs';

/** How programs are installed, by the ID or ID_LIKE of os-release(5). */
const commands: Readonly<Record<string, string>> = {
  debian: 'sudo apt install',
  ubuntu: 'sudo apt install',
  fedora: 'sudo dnf install',
  rhel: 'sudo dnf install',
  suse: 'sudo zypper install',
  opensuse: 'sudo zypper install',
  sles: 'sudo zypper install',
  arch: 'sudo pacman -S',
};

/** One sentence that says how to get a package on this distribution. */
export function installAdvice(packageName: string, osRelease = readOsRelease()): string {
  const command = idsOf(osRelease).flatMap((id) => (Object.hasOwn(commands, id) ? [commands[id]] : []))[0];
  return command === undefined
    ? `Install your distribution's package “${packageName}”.`
    : `Install it with “${command} ${packageName}”.`;
}

/** One sentence about where the dumped kernel's debuginfo comes from; its release tells whose kernel it is. */
export function debuginfoAdvice(release: string | undefined): string {
  if (release === undefined)
    return 'Give the vmlinux of that kernel as “vmlinux” of the launch configuration.';
  if (/\.(fc|el)\d/.test(release)) {
    return `Install it with “sudo dnf debuginfo-install kernel-core-${release}”, or give a “vmlinux”.`;
  }
  if (/-default$/.test(release)) {
    return `Install the package kernel-default-debuginfo of ${release}, or give a “vmlinux”.`;
  }
  if (/-(amd64|arm64|riscv64|powerpc64le|s390x|cloud-\w+|rt-\w+|\w+-(16|64)k)$/.test(release)) {
    return `Install it with “sudo apt install linux-image-${release}-dbg”, or give a “vmlinux”.`;
  }
  if (/-generic$/.test(release)) {
    return `Install it with “sudo apt install linux-image-${release}-dbgsym”, or give a “vmlinux”.`;
  }
  return `Install the debuginfo of ${release}, or give a “vmlinux” in the launch configuration.`;
}

/** The distribution itself, then those that it is like. */
function idsOf(osRelease: string): readonly string[] {
  const value = (key: string): string =>
    new RegExp(`^${key}=["']?([\\w. -]*)`, 'm').exec(osRelease)?.[1] ?? '';
  return [value('ID'), ...value('ID_LIKE').split(' ')].map((id) => id.replace(/-(leap|tumbleweed)$/, ''));
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    // A system without the file has no advice of its own.
    return '';
  }
}
