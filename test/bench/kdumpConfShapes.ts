/** What each of 10,000 lines says: as files are installed, full of one mistake, and all that is costly to judge. */
export interface TextShape {
  readonly title: string;
  readonly lineOf: (line: number) => string;
}

const compressions = ['-l', '-c', '-p', '-z'];

export const kdumpConfShapes: readonly TextShape[] = [
  {
    title: 'comments, few directives',
    lineOf: (line) =>
      line % 2000 === 7 ? 'core_collector makedumpfile -l -d 31' : `# comment ${line} of a usual length`,
  },
  { title: 'one directive again and again', lineOf: () => 'path /var/crash' },
  { title: 'directives that nobody knows', lineOf: (line) => `diretcive${line} value` },
  {
    title: 'makedumpfile on every line',
    lineOf: () => 'core_collector makedumpfile -l --message-level 7 -d 31',
  },
  {
    title: 'another command on every line',
    lineOf: (line) =>
      `core_collector makedumpfile ${compressions[line % 4] ?? ''} --message-level ${line % 32} -d ${line % 32} ` +
      `--num-threads ${line} -x /usr/lib/vmlinux${line}`,
  },
  {
    title: 'another unknown option on every line',
    lineOf: (line) => `core_collector makedumpfile --opt${line}`,
  },
  { title: 'keys without a target', lineOf: (line) => `sshkey /root/.ssh/key${line}` },
  { title: 'another target on every line', lineOf: (line) => `nfs server${line}:/export/${line}` },
  { title: 'cluster nodes', lineOf: (line) => `fence_kdump_nodes node${line} other${line}` },
  { title: 'patterns as cluster nodes', lineOf: (line) => `fence_kdump_nodes a.*b.*${line} [0-9]*x` },
  { title: 'indented and quoted values', lineOf: () => '   extra_bins "/usr/bin/a b" # comment' },
  { title: 'blanks everywhere', lineOf: (line) => `  \t  path \t\t   /var/crash${line}      \t   ` },
  {
    title: 'four programs on every line',
    lineOf: (line) => `extra_bins /usr/bin/a${line} /usr/bin/b${line} /usr/sbin/c${line} /usr/sbin/d${line}`,
  },
  {
    title: 'two mounts on every line',
    lineOf: (line) => `dracut_args --mount "/dev/a${line} /b xfs d" --mount "/c /d${line}"`,
  },
  { title: 'templates', lineOf: (line) => `path {{ crash_directory_${line} }}` },
  { title: 'one line of a megabyte', lineOf: (line) => (line === 0 ? `path ${'a '.repeat(500_000)}` : '') },
];

export const neighbourShapes: readonly (TextShape & { readonly fileName: string })[] = [
  {
    title: 'sysconfig: one variable',
    fileName: '/etc/sysconfig/kdump',
    lineOf: (line) => `KDUMP_COMMANDLINE_APPEND="irqpoll nr_cpus=${line} reset_devices"`,
  },
  {
    title: 'sysconfig: unknown variables',
    fileName: '/etc/sysconfig/kdump',
    lineOf: (line) => `KDUMP_COMANDLINE${line}="x"`,
  },
  {
    title: 'grub: crashkernel= on every line',
    fileName: '/etc/default/grub',
    lineOf: (line) => `GRUB_CMDLINE_LINUX="quiet crashkernel=${line}M-64G:256M,64G-:512M"`,
  },
];
