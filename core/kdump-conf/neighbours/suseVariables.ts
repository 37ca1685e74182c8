import type { Variable } from './variable';
import { integer, oneOf, shaped, text, variable } from './variable';

const saveDirectory = shaped(
  /^(?:\/|(?:file|ftp|sftp|scp|ssh|nfs|cifs|smb):\/\/)/i,
  'an absolute path, or a URL with file, ftp, sftp, ssh, nfs or cifs',
);
const network = shaped(
  /^(?:auto|[^:\s]+:(?:static|auto6?|dhcp[46]?)(?::force)?)$/,
  'auto, or device:mode with the mode static, auto, auto6, dhcp, dhcp4 or dhcp6',
);
const flag = oneOf('true', 'false', 'yes', 'no', '1', '0', '');

/** /etc/sysconfig/kdump of SUSE (kdump 2.1), whose scripts read it with kdump-read-config.sh. */
export const suseVariables: readonly Variable[] = [
  variable('KDUMP_CRASHKERNEL', text, 'The crashkernel= to set, or auto to have it computed.', 'auto'),
  variable(
    'KDUMP_UPDATE_BOOTLOADER',
    flag,
    'Whether crashkernel= may be written to the boot loader.',
    'true',
  ),
  variable('KDUMP_KERNELVER', text, 'The kernel to load for crashes; empty means a suitable one.'),
  variable('KDUMP_CPUS', integer(0), 'How many processors the capture kernel uses; 0 means all.', '32'),
  variable('KDUMP_COMMANDLINE', text, 'The whole command line of the capture kernel.'),
  variable('KDUMP_COMMANDLINE_APPEND', text, 'Parameters to add to the capture kernel’s command line.'),
  variable('KDUMP_AUTO_RESIZE', flag, 'Whether to give back reserved memory that is not needed.', 'false'),
  variable('KDUMP_FADUMP', flag, 'Whether to use firmware-assisted dumps on POWER.', 'false'),
  variable('KDUMP_FADUMP_SHELL', flag, 'Whether to open a shell during a firmware-assisted dump.', 'false'),
  variable('FADUMP_COMMANDLINE_APPEND', text, 'Parameters for the kernel of a firmware-assisted dump.'),
  variable('KEXEC_OPTIONS', text, 'Further options of kexec.'),
  variable(
    'MAKEDUMPFILE_OPTIONS',
    { kind: 'makedumpfile', operands: ['vmcore', 'dumpfile'] },
    'Further options of makedumpfile.',
  ),
  variable('KDUMP_IMMEDIATE_REBOOT', flag, 'Whether to restart once the dump is saved.', 'true'),
  variable('KDUMP_TRANSFER', text, 'A command that saves the dump instead of the built-in ways.'),
  variable(
    'KDUMP_SAVEDIR',
    saveDirectory,
    'Where dumps go: a directory, or a URL with file, ftp, sftp, ssh, nfs or cifs.',
    '/var/crash',
  ),
  variable('KDUMP_KEEP_OLD_DUMPS', integer(-1), 'How many older dumps to keep: 0 all, -1 none.', '0'),
  variable('KDUMP_FREE_DISK_SIZE', integer(0), 'How many MiB have to stay free after the dump.', '64'),
  variable('KDUMP_VERBOSE', integer(0, 31), 'How much to tell, a sum of bits: 1, 2, 4, 8 and 16.', '0'),
  variable('KDUMP_DUMPLEVEL', integer(0, 31), 'Kinds of pages to leave out, the -d of makedumpfile.', '31'),
  variable(
    'KDUMP_DUMPFORMAT',
    oneOf('none', 'ELF', 'compressed', 'lzo', 'snappy', 'zstd', 'raw', ''),
    'The format of the dump; none saves only the kernel log.',
    'compressed',
  ),
  variable(
    'KDUMP_CONTINUE_ON_ERROR',
    flag,
    'Whether to go on when saving fails, instead of opening a shell.',
    'true',
  ),
  variable('KDUMP_REQUIRED_PROGRAMS', text, 'Programs that have to be in the initramfs.'),
  variable('KDUMP_PRESCRIPT', text, 'A program to run before saving.'),
  variable('KDUMP_POSTSCRIPT', text, 'A program to run after saving.'),
  variable('KDUMP_NETCONFIG', network, 'The network of the capture kernel: auto, or device:mode.', 'auto'),
  variable('KDUMP_NET_TIMEOUT', integer(0), 'How many seconds to wait for the network.', '30'),
  variable('KDUMP_SMTP_SERVER', text, 'The mail server for notices.'),
  variable('KDUMP_SMTP_USER', text, 'The login at the mail server.'),
  { name: 'KDUMP_SMTP_PASSWORD', form: text, summary: 'The password at the mail server.', secret: true },
  variable('KDUMP_NOTIFICATION_TO', text, 'Who gets a mail after a crash.'),
  variable('KDUMP_NOTIFICATION_CC', text, 'Who gets a copy of it.'),
  variable('KDUMP_HOST_KEY', text, 'The key of the ssh server, or * to accept any.'),
  variable('KDUMP_SSH_IDENTITY', text, 'Private keys for ssh targets.'),
  {
    name: 'KDUMPTOOL_FLAGS',
    form: text,
    summary: 'Flags of the old kdumptool.',
    gone: 'kdump 2.1 ignores it.',
  },
  {
    name: 'KDUMP_COPY_KERNEL',
    form: flag,
    summary: 'Whether to copy the kernel beside the dump.',
    gone: 'kdump 2.1 ignores it.',
  },
];
