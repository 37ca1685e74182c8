import type { Variable } from './variable';
import { integer, oneOf, text } from './variable';

const flag = oneOf('true', 'false', 'yes', 'no', '1', '0', '');

/** /etc/sysconfig/kdump of SUSE (kdump 2.1), whose scripts read it with kdump-read-config.sh. */
export const suseVariables: readonly Variable[] = [
  {
    name: 'KDUMP_CRASHKERNEL',
    form: text,
    summary: 'The crashkernel= to set, or auto to have it computed.',
    defaultValue: 'auto',
  },
  {
    name: 'KDUMP_UPDATE_BOOTLOADER',
    form: flag,
    summary: 'Whether crashkernel= may be written to the boot loader.',
    defaultValue: 'true',
  },
  {
    name: 'KDUMP_KERNELVER',
    form: text,
    summary: 'The kernel to load for crashes; empty means a suitable one.',
  },
  {
    name: 'KDUMP_CPUS',
    form: integer(0),
    summary: 'How many processors the capture kernel uses; 0 means all.',
    defaultValue: '32',
  },
  { name: 'KDUMP_COMMANDLINE', form: text, summary: 'The whole command line of the capture kernel.' },
  {
    name: 'KDUMP_COMMANDLINE_APPEND',
    form: text,
    summary: 'Parameters to add to the capture kernel’s command line.',
  },
  {
    name: 'KDUMP_AUTO_RESIZE',
    form: flag,
    summary: 'Whether to give back reserved memory that is not needed.',
    defaultValue: 'false',
  },
  {
    name: 'KDUMP_FADUMP',
    form: flag,
    summary: 'Whether to use firmware-assisted dumps on POWER.',
    defaultValue: 'false',
  },
  {
    name: 'KDUMP_FADUMP_SHELL',
    form: flag,
    summary: 'Whether to open a shell during a firmware-assisted dump.',
    defaultValue: 'false',
  },
  {
    name: 'FADUMP_COMMANDLINE_APPEND',
    form: text,
    summary: 'Parameters for the kernel of a firmware-assisted dump.',
  },
  { name: 'KEXEC_OPTIONS', form: text, summary: 'Further options of kexec.' },
  {
    name: 'MAKEDUMPFILE_OPTIONS',
    form: { kind: 'makedumpfile', operands: ['vmcore', 'dumpfile'] },
    summary: 'Further options of makedumpfile.',
  },
  {
    name: 'KDUMP_IMMEDIATE_REBOOT',
    form: flag,
    summary: 'Whether to restart once the dump is saved.',
    defaultValue: 'true',
  },
  {
    name: 'KDUMP_TRANSFER',
    form: text,
    summary: 'A command that saves the dump instead of the built-in ways.',
  },
  {
    name: 'KDUMP_SAVEDIR',
    form: text,
    summary: 'Where dumps go: a directory, or a URL with file, ftp, sftp, ssh, nfs or cifs.',
    defaultValue: '/var/crash',
  },
  {
    name: 'KDUMP_KEEP_OLD_DUMPS',
    form: integer(-1),
    summary: 'How many older dumps to keep: 0 all, -1 none.',
    defaultValue: '0',
  },
  {
    name: 'KDUMP_FREE_DISK_SIZE',
    form: integer(0),
    summary: 'How many MiB have to stay free after the dump.',
    defaultValue: '64',
  },
  {
    name: 'KDUMP_VERBOSE',
    form: integer(0, 31),
    summary: 'How much to tell, a sum of bits: 1, 2, 4, 8 and 16.',
    defaultValue: '0',
  },
  {
    name: 'KDUMP_DUMPLEVEL',
    form: integer(0, 31),
    summary: 'Kinds of pages to leave out, the -d of makedumpfile.',
    defaultValue: '31',
  },
  {
    name: 'KDUMP_DUMPFORMAT',
    form: oneOf('none', 'ELF', 'compressed', 'lzo', 'snappy', 'zstd', 'raw', ''),
    summary: 'The format of the dump; none saves only the kernel log.',
    defaultValue: 'compressed',
  },
  {
    name: 'KDUMP_CONTINUE_ON_ERROR',
    form: flag,
    summary: 'Whether to go on when saving fails, instead of opening a shell.',
    defaultValue: 'true',
  },
  { name: 'KDUMP_REQUIRED_PROGRAMS', form: text, summary: 'Programs that have to be in the initramfs.' },
  { name: 'KDUMP_PRESCRIPT', form: text, summary: 'A program to run before saving.' },
  { name: 'KDUMP_POSTSCRIPT', form: text, summary: 'A program to run after saving.' },
  {
    name: 'KDUMP_NETCONFIG',
    form: text,
    summary: 'The network of the capture kernel: auto, or device:mode.',
    defaultValue: 'auto',
  },
  {
    name: 'KDUMP_NET_TIMEOUT',
    form: integer(0),
    summary: 'How many seconds to wait for the network.',
    defaultValue: '30',
  },
  { name: 'KDUMP_SMTP_SERVER', form: text, summary: 'The mail server for notices.' },
  { name: 'KDUMP_SMTP_USER', form: text, summary: 'The login at the mail server.' },
  { name: 'KDUMP_SMTP_PASSWORD', form: text, summary: 'The password at the mail server.', secret: true },
  { name: 'KDUMP_NOTIFICATION_TO', form: text, summary: 'Who gets a mail after a crash.' },
  { name: 'KDUMP_NOTIFICATION_CC', form: text, summary: 'Who gets a copy of it.' },
  { name: 'KDUMP_HOST_KEY', form: text, summary: 'The key of the ssh server, or * to accept any.' },
  { name: 'KDUMP_SSH_IDENTITY', form: text, summary: 'Private keys for ssh targets.' },
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
