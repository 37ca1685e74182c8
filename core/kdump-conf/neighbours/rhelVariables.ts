import type { Variable } from './variable';
import { integer, oneOf, text, variable } from './variable';

/** /etc/sysconfig/kdump of RHEL, Fedora, openEuler and relatives. */
export const rhelVariables: readonly Variable[] = [
  variable('KDUMP_KERNELVER', text, 'The kernel to load for crashes; empty means the running one.'),
  variable(
    'KDUMP_COMMANDLINE',
    text,
    'The whole command line of the capture kernel; empty means that of the running kernel.',
  ),
  {
    name: 'KDUMP_COMMANDLINE_REMOVE',
    form: text,
    summary:
      'Names of parameters to leave out of the capture kernel’s command line. crashkernel always goes.',
    defaultValue:
      'hugepages hugepagesz slub_debug quiet log_buf_len swiotlb hugetlb_cma ignition.firstboot cma',
    since: 'kexec-tools 2.0.11-2 (2015)',
  },
  variable(
    'KDUMP_COMMANDLINE_APPEND',
    text,
    'Parameters to add to the capture kernel’s command line; they keep it small and safe.',
    'irqpoll nr_cpus=1 reset_devices cgroup_disable=memory mce=off numa=off …',
  ),
  {
    name: 'FADUMP_COMMANDLINE_APPEND',
    form: text,
    summary: 'The same for firmware-assisted dumps on POWER.',
    since: 'kdump-utils 1.0.50 (2024)',
  },
  variable('KEXEC_ARGS', text, 'Further arguments of kexec, such as -s for signed kernels.', '-s'),
  variable('KDUMP_BOOTDIR', text, 'Where kernels are looked for; empty means /boot, /boot/efi, /efi and /.'),
  variable('KDUMP_IMG', text, 'The beginning of the kernel’s file name.', 'vmlinuz'),
  variable('KDUMP_IMG_EXT', text, 'The end of the kernel’s file name; usually empty.'),
  {
    name: 'VMCORE_CREATION_NOTIFICATION',
    form: oneOf('yes', ''),
    summary: 'Whether to remind of a configuration that no test crash has proved yet.',
    defaultValue: 'yes',
    since: 'kdump-utils 1.0.51 (2024)',
  },
  ...(['STD', 'SYS', 'KMSG'] as const).map((name): Variable => ({
    name: `KDUMP_${name}LOGLVL`,
    form: integer(0, 4),
    summary: `How much kdump tells ${{ STD: 'on its output', SYS: 'the system log', KMSG: 'the kernel log' }[name]}: 0 nothing, 1 errors, 2 warnings, 3 information, 4 everything.`,
    defaultValue: name === 'STD' ? '3' : '0',
    since: 'kexec-tools 2.0.20-19 (2020)',
    stops: true,
  })),
  {
    name: 'MKDUMPRD_ARGS',
    form: text,
    summary: 'Arguments of mkdumprd on RHEL 6.',
    gone: 'Scripts since RHEL 7 ignore it.',
  },
  {
    name: 'KDUMP_FILE_LOAD',
    form: oneOf('on', 'off'),
    summary: 'Whether to load the kernel by file, as signed kernels need.',
    gone: 'Only openEuler still has it; elsewhere KEXEC_ARGS="-s" does this.',
  },
];
