import type { FileTime, MachineState } from './machineState';
import type { Evidence, ReadinessCheck } from './readinessCheck';
import { readinessCheck, textOf } from './readinessCheck';

/** Where distributions keep what the capture kernel starts with. */
export const imageDirectories = ['/boot', '/var/lib/kdump', '/boot/efi'] as const;

/**
 * The kernel release in the name of a capture kernel's initramfs; '' where the name has none, undefined for other
 * files. RHEL: initramfs-6.1.0kdump.img; SUSE: initrd-6.4.0-default-kdump, /var/lib/kdump/initrd; Debian:
 * /var/lib/kdump/initrd.img-6.1.0-18-amd64.
 */
export function releaseOfImage(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = /^(?:initramfs-(.+)kdump\.img|initrd-(.+)-kdump)$/.exec(name);
  if (named) return named[1] ?? named[2];
  if (!path.startsWith('/var/lib/kdump/')) return undefined;
  if (name === 'initrd' || name === 'initrd.img') return '';
  return /^initrd\.img-(.+)$/.exec(name)?.[1];
}

/** The initramfs holds the settings as they were when it was built. */
export function checkInitramfs(state: MachineState): ReadinessCheck {
  const { captureImages, unlisted, configurationFiles, facts } = state;
  const images = captureImages.filter(({ path }) => releaseOfImage(path) !== undefined);
  const own = images
    .filter(({ path }) => ['', facts.kernelRelease].includes(releaseOfImage(path)))
    .sort((one, other) => other.changedMs - one.changedMs)[0];
  const evidence: Evidence[] = [
    { source: 'running kernel', value: facts.kernelRelease ?? 'not known' },
    ...(own === undefined ? [{ source: imageDirectories.join(', '), value: 'none for this kernel' }] : []),
    ...[...(own === undefined ? images : [own]), ...configurationFiles].map(timeOf),
  ];
  if (textOf(state.fadumpRegistered) === '1') {
    const sentence =
      'With fadump the machine starts from its usual initramfs, which only root can look into.';
    return readinessCheck('initramfs', 'unknown', sentence, evidence);
  }
  if (own === undefined) return missingImage(images, unlisted, evidence);
  const newer = configurationFiles.filter(({ changedMs }) => changedMs > own.changedMs);
  if (newer.length > 0) {
    const sentence = `${own.path} was built before the last change of ${newer.map(({ path }) => path).join(' and ')}: a crash follows the old settings.`;
    const next = 'Restart the service as root: it builds the initramfs anew.';
    return readinessCheck('initramfs', 'not-ready', sentence, evidence, next);
  }
  const sentence = `${own.path} is for the running kernel and newer than the configuration.`;
  return readinessCheck('initramfs', 'ready', sentence, evidence);
}

function missingImage(
  others: readonly FileTime[],
  unlisted: readonly string[],
  evidence: readonly Evidence[],
): ReadinessCheck {
  if (unlisted.length > 0) {
    const sentence = `No initramfs was found, but ${unlisted.join(' and ')} cannot be listed without root’s rights.`;
    return readinessCheck('initramfs', 'unknown', sentence, evidence);
  }
  const sentence =
    others.length === 0
      ? 'There is no initramfs for a capture kernel.'
      : 'There is an initramfs for other kernels only, not for the running one.';
  const next = 'Start the service as root: it builds the initramfs.';
  return readinessCheck('initramfs', 'not-ready', sentence, evidence, next);
}

function timeOf({ path, changedMs }: FileTime): Evidence {
  const time = new Date(changedMs);
  const known = Number.isFinite(time.getTime());
  return { source: path, value: known ? `changed ${time.toISOString().slice(0, 19)}Z` : 'time not known' };
}
