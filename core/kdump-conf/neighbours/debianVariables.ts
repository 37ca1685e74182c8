import type { Variable } from './variable';
import { integer, oneOf, shaped, text, variable } from './variable';

const login = shaped(/^[^@\s]+@[^@\s]+$/, 'user@host');
const share = shaped(/^(?:\[[^\]\s]+\]|[^:/\s]+):\S+$/, 'host:/export');
const flag = oneOf('0', '1');

/** /etc/default/kdump-tools of Debian and Ubuntu (kdump-tools 1.10). */
export const debianVariables: readonly Variable[] = [
  variable('USE_KDUMP', flag, 'Whether kdump is on.', '1'),
  variable('KDUMP_KERNEL', text, 'The capture kernel.', '/var/lib/kdump/vmlinuz'),
  variable('KDUMP_INITRD', text, 'Its initramfs.', '/var/lib/kdump/initrd.img'),
  variable('KDUMP_COREDIR', text, 'The directory for dumps.', '/var/crash'),
  variable('KDUMP_FAIL_CMD', text, 'What to run when saving fails.', 'reboot -f'),
  variable('KDUMP_DUMP_DMESG', flag, 'Whether to save the kernel log as text as well.', '1'),
  variable('KDUMP_NUM_DUMPS', integer(0), 'How many dumps to keep; 0 keeps all.', '0'),
  variable(
    'KDUMP_COMPRESSION',
    oneOf('bzip2', 'gzip', 'lz4', 'xz', ''),
    'A program that compresses the dump once more.',
  ),
  variable(
    'MAKEDUMP_ARGS',
    { kind: 'makedumpfile', operands: ['vmcore'] },
    'Options of makedumpfile; -F is put before them.',
    '-c -d 31',
  ),
  variable('KDUMP_KEXEC_ARGS', text, 'Further arguments of kexec.'),
  variable('KDUMP_CMDLINE', text, 'The whole command line of the capture kernel.'),
  variable(
    'KDUMP_CMDLINE_APPEND',
    text,
    'Parameters to add to the capture kernel’s command line.',
    'reset_devices systemd.unit=kdump-tools-dump.service nr_cpus=1 irqpoll usbcore.nousb',
  ),
  variable('HOSTTAG', oneOf('ip', 'hostname'), 'What the directory of a remote dump is named by.', 'ip'),
  variable('NFS', share, 'An NFS target: host:/export.'),
  variable('NFS_TIMEO', integer(0), 'NFS timeout in tenths of a second.', '600'),
  variable('NFS_RETRANS', integer(0), 'How often an NFS request is repeated.', '3'),
  variable('NFS_MOUNT_RETRY', integer(0), 'How often mounting is tried again.', '4'),
  variable('SSH', login, 'An ssh target: user@host.'),
  variable('SSH_KEY', text, 'The private key for it.', '/root/.ssh/kdump_id_rsa'),
  variable('SSH_KDUMP_RETRY', integer(0), 'How often the connection is tried.', '16'),
  variable('FTP', text, 'An FTP target: host[:path].'),
  variable('FTP_USER', text, 'The login for it.'),
  { name: 'FTP_PASSWORD', form: text, summary: 'The password for it.', secret: true },
  variable('FTP_PORT', integer(1, 65_535), 'The port of it.', '21'),
  {
    name: 'KDUMP_SYSCTL',
    form: text,
    summary: 'Kernel settings that decide when to crash.',
    gone: 'Only older releases have it; use /etc/sysctl.d.',
  },
];
