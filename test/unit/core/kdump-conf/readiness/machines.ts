import type { MachineState, Observation } from '../../../../../core/kdump-conf/readiness/machineState';
import { findTarget, head } from '../../../../../core/kdump-conf/target';

export const gibibyte = 2 ** 30;

export function read(source: string, text: string): Observation {
  return { source, text };
}

export function missing(source: string): Observation {
  return { source, failure: 'does not exist', missing: true };
}

const unit = (id: string, load: string, active: string, file: string): string =>
  `Id=${id}\nLoadState=${load}\nActiveState=${active}\nUnitFileState=${file}\n`;

/** What `systemctl show` prints of these services, in the order in which it was asked. */
export function units(...rows: readonly (readonly [string, string, string, string])[]): Observation {
  return read('systemctl show', rows.map((row) => unit(...row)).join('\n'));
}

const noon = Date.UTC(2026, 4, 1, 12);
const hourMs = 3_600_000;

/** Fedora with everything in place. */
export const fedora: MachineState = {
  facts: {
    kernelRelease: '6.14.0-63.fc42.x86_64',
    hardware: 'x86_64',
    memoryBytes: 8 * gibibyte,
  },
  target: findTarget('1.0.54') ?? head,
  crashSize: read('/sys/kernel/kexec_crash_size', '268435456\n'),
  crashLoaded: read('/sys/kernel/kexec_crash_loaded', '1\n'),
  fadumpRegistered: missing('/sys/kernel/fadump/registered'),
  commandLine: read(
    '/proc/cmdline',
    'BOOT_IMAGE=(hd0,gpt2)/vmlinuz-6.14.0-63.fc42.x86_64 root=UUID=0a ro crashkernel=2G-64G:256M,64G-:512M\n',
  ),
  reservedRanges: read('/proc/iomem', ''),
  services: units(
    ['kdump.service', 'loaded', 'active', 'enabled'],
    ['kdump-tools.service', 'not-found', 'inactive', ''],
    ['kdump-early.service', 'not-found', 'inactive', ''],
  ),
  configuration: read(
    '/etc/kdump.conf',
    'path /var/crash\ncore_collector makedumpfile -l --message-level 7 -d 31\n',
  ),
  configurationFiles: [
    { path: '/etc/kdump.conf', changedMs: noon },
    { path: '/etc/sysconfig/kdump', changedMs: noon - hourMs },
  ],
  captureImages: [
    { path: '/boot/initramfs-6.14.0-63.fc42.x86_64kdump.img', changedMs: noon + hourMs },
    { path: '/boot/initramfs-6.13.9-300.fc42.x86_64kdump.img', changedMs: noon - 99 * hourMs },
  ],
  unlisted: [],
  room: read('/var/crash', String(40 * gibibyte)),
};

/** Debian, whose kdump-tools is installed and switched off. */
export const debian: MachineState = {
  ...fedora,
  facts: { kernelRelease: '6.1.0-18-amd64', hardware: 'x86_64', memoryBytes: 4 * gibibyte },
  target: head,
  crashSize: read('/sys/kernel/kexec_crash_size', '0\n'),
  crashLoaded: read('/sys/kernel/kexec_crash_loaded', '0\n'),
  commandLine: read('/proc/cmdline', 'BOOT_IMAGE=/boot/vmlinuz-6.1.0-18-amd64 root=UUID=0a ro quiet\n'),
  services: units(
    ['kdump.service', 'not-found', 'inactive', ''],
    ['kdump-tools.service', 'loaded', 'inactive', 'enabled'],
    ['kdump-early.service', 'not-found', 'inactive', ''],
  ),
  configuration: read('/etc/default/kdump-tools', 'USE_KDUMP=0\nKDUMP_COREDIR="/var/crash"\n'),
  configurationFiles: [{ path: '/etc/default/kdump-tools', changedMs: noon }],
  captureImages: [{ path: '/var/lib/kdump/initrd.img-6.1.0-18-amd64', changedMs: noon + hourMs }],
};

/** SUSE, sending dumps to a server. */
export const suse: MachineState = {
  ...fedora,
  facts: { kernelRelease: '6.4.0-150600.21-default', hardware: 'x86_64', memoryBytes: 16 * gibibyte },
  target: head,
  crashSize: read('/sys/kernel/kexec_crash_size', '318767104\n'),
  commandLine: read(
    '/proc/cmdline',
    'BOOT_IMAGE=/boot/vmlinuz-6.4.0 crashkernel=232M,high crashkernel=72M,low\n',
  ),
  services: units(
    ['kdump.service', 'loaded', 'active', 'enabled'],
    ['kdump-tools.service', 'not-found', 'inactive', ''],
    ['kdump-early.service', 'loaded', 'active', 'enabled'],
  ),
  configuration: read(
    '/etc/sysconfig/kdump',
    'KDUMP_SAVEDIR="sftp://kdump@server.example.com/crashes"\nKDUMP_DUMPLEVEL="31"\n',
  ),
  configurationFiles: [{ path: '/etc/sysconfig/kdump', changedMs: noon }],
  captureImages: [{ path: '/var/lib/kdump/initrd', changedMs: noon + hourMs }],
  room: missing('the directory of dumps'),
};

/** A container: nothing of kdump, and a kernel that is somebody else’s. */
export const container: MachineState = {
  facts: {},
  target: head,
  crashSize: missing('/sys/kernel/kexec_crash_size'),
  crashLoaded: missing('/sys/kernel/kexec_crash_loaded'),
  fadumpRegistered: missing('/sys/kernel/fadump/registered'),
  commandLine: { source: '/proc/cmdline', failure: 'may not be read by this user', missing: false },
  reservedRanges: missing('/proc/iomem'),
  services: { source: 'systemctl show', failure: 'systemctl is not installed', missing: true },
  configuration: missing('/etc/kdump.conf'),
  configurationFiles: [],
  captureImages: [],
  unlisted: ['/boot'],
  room: missing('the directory of dumps'),
};
