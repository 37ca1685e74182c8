import type { Variable } from './variable';
import { integer, oneOf, text } from './variable';

const flag = oneOf('0', '1');

/** /etc/default/kdump-tools of Debian and Ubuntu (kdump-tools 1.10). */
export const debianVariables: readonly Variable[] = [
  { name: 'USE_KDUMP', form: flag, summary: 'Whether kdump is on.', defaultValue: '1' },
  {
    name: 'KDUMP_KERNEL',
    form: text,
    summary: 'The capture kernel.',
    defaultValue: '/var/lib/kdump/vmlinuz',
  },
  { name: 'KDUMP_INITRD', form: text, summary: 'Its initramfs.', defaultValue: '/var/lib/kdump/initrd.img' },
  { name: 'KDUMP_COREDIR', form: text, summary: 'The directory for dumps.', defaultValue: '/var/crash' },
  {
    name: 'KDUMP_FAIL_CMD',
    form: text,
    summary: 'What to run when saving fails.',
    defaultValue: 'reboot -f',
  },
  {
    name: 'KDUMP_DUMP_DMESG',
    form: flag,
    summary: 'Whether to save the kernel log as text as well.',
    defaultValue: '1',
  },
  {
    name: 'KDUMP_NUM_DUMPS',
    form: integer(0),
    summary: 'How many dumps to keep; 0 keeps all.',
    defaultValue: '0',
  },
  {
    name: 'KDUMP_COMPRESSION',
    form: oneOf('bzip2', 'gzip', 'lz4', 'xz', ''),
    summary: 'A program that compresses the dump once more.',
  },
  {
    name: 'MAKEDUMP_ARGS',
    form: { kind: 'makedumpfile', operands: ['vmcore'] },
    summary: 'Options of makedumpfile; -F is put before them.',
    defaultValue: '-c -d 31',
  },
  { name: 'KDUMP_KEXEC_ARGS', form: text, summary: 'Further arguments of kexec.' },
  { name: 'KDUMP_CMDLINE', form: text, summary: 'The whole command line of the capture kernel.' },
  {
    name: 'KDUMP_CMDLINE_APPEND',
    form: text,
    summary: 'Parameters to add to the capture kernel’s command line.',
    defaultValue: 'reset_devices systemd.unit=kdump-tools-dump.service nr_cpus=1 irqpoll usbcore.nousb',
  },
  {
    name: 'HOSTTAG',
    form: oneOf('ip', 'hostname'),
    summary: 'What the directory of a remote dump is named by.',
    defaultValue: 'ip',
  },
  { name: 'NFS', form: text, summary: 'An NFS target: host:/export.' },
  { name: 'NFS_TIMEO', form: integer(0), summary: 'NFS timeout in tenths of a second.', defaultValue: '600' },
  {
    name: 'NFS_RETRANS',
    form: integer(0),
    summary: 'How often an NFS request is repeated.',
    defaultValue: '3',
  },
  {
    name: 'NFS_MOUNT_RETRY',
    form: integer(0),
    summary: 'How often mounting is tried again.',
    defaultValue: '4',
  },
  { name: 'SSH', form: text, summary: 'An ssh target: user@host.' },
  {
    name: 'SSH_KEY',
    form: text,
    summary: 'The private key for it.',
    defaultValue: '/root/.ssh/kdump_id_rsa',
  },
  {
    name: 'SSH_KDUMP_RETRY',
    form: integer(0),
    summary: 'How often the connection is tried.',
    defaultValue: '16',
  },
  { name: 'FTP', form: text, summary: 'An FTP target: host[:path].' },
  { name: 'FTP_USER', form: text, summary: 'The login for it.' },
  { name: 'FTP_PASSWORD', form: text, summary: 'The password for it.', secret: true },
  { name: 'FTP_PORT', form: integer(1, 65_535), summary: 'The port of it.', defaultValue: '21' },
  {
    name: 'KDUMP_SYSCTL',
    form: text,
    summary: 'Kernel settings that decide when to crash.',
    gone: 'Only older releases have it; use /etc/sysctl.d.',
  },
];
