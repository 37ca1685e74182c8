/** A command line that makes no sense; `usage` is the line that says how it should look. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly usage: string,
  ) {
    super(message);
  }
}

export const usage = {
  all: 'vmcore [info|analyze|report|log|tasks|bt|sym|waits|modules|mem|struct|read|check …] FILE …  (vmcore --help says more)',
  analyze: 'vmcore analyze FILE [--json]',
  info: 'vmcore info FILE [--json]',
  log: 'vmcore log FILE [--level LEVEL] [--tail COUNT] [--caller] [--json]',
  check: 'vmcore check FILE… [--target NAME] [--host NAME] [--json]',
  read: 'vmcore read FILE ADDRESS LENGTH [--phys] [--raw | --json]',
  struct: 'vmcore struct FILE TYPE [ADDRESS] [--json]',
  sym: 'vmcore sym FILE NAME|ADDRESS… [--json]',
  tasks: 'vmcore tasks FILE [--json]',
  report: 'vmcore report FILE [--markdown | --html | --json]',
  waits: 'vmcore waits FILE [--json]',
  modules: 'vmcore modules FILE [NAME] [--json]',
  mem: 'vmcore mem FILE [--slabs] [--json]',
  files: 'vmcore files FILE [--pid PID] [--json]',
  mounts: 'vmcore mounts FILE [--json]',
  devices: 'vmcore devices FILE [--json]',
  irqs: 'vmcore irqs FILE [--json]',
  timers: 'vmcore timers FILE [--json]',
  works: 'vmcore works FILE [--json]',
  runq: 'vmcore runq FILE [--json]',
  sysctl: 'vmcore sysctl FILE [--json]',
  'device-dumps': 'vmcore device-dumps FILE [--save FOLDER] [--json]',
  bt: 'vmcore bt FILE [--pid PID | --cpu CPU | --all | --unique] [--vmlinux PATH] [--debuginfo FOLDER]… [--trace | --json]',
} as const;

export const helpText = `Reads Linux kernel crash dumps: kdump, makedumpfile, QEMU, libvirt.

  vmcore FILE                        what crashed, and on which machine
  ${usage.info.padEnd(34)} the same; --json for scripts
  vmcore log FILE                    the kernel's log, as makedumpfile --dump-dmesg prints it
      --level LEVEL                  messages of this level and worse: emerg, alert, crit, err,
                                     warn, notice, info, debug, or 0 to 7
      --tail COUNT                   only the last COUNT messages
      --caller                       with the thread or cpu that printed each, as makedumpfile 1.7.5 does
      --json                         an array, one record a line
  vmcore read FILE ADDRESS LENGTH    memory as hex; bytes that the dump lacks are ??
      ADDRESS                        hex, or a symbol: ffffffff81000000, 0x1000, linux_banner, jiffies+0x8
      LENGTH                         in bytes: 256, 0x100, 4k
      --phys                         ADDRESS is physical
      --raw                          the bytes themselves; fails where the dump lacks any
      --json                         with the reason for each gap
  vmcore tasks FILE                  every thread, as crash's ps prints it; > is what a cpu executes
      --json                         with start time, last run, kernel stack, command line
  vmcore bt FILE                     the kernel stack of the task that crashed, as crash's bt prints it
      --pid PID                      of that task instead; 0 for the idle task of each cpu
      --cpu CPU                      of what that cpu executed
      --all                          of every task
      --unique                       of every task, equal stacks together and counted
      --trace                        in the form of the kernel's own Call Trace
      --json                         with addresses, registers, and why each stack ends
  vmcore analyze FILE                why it crashed: kind, function, instruction, evidence, what to look at next
      --json                         for scripts; kinds and signatures are stable
                                     FILE may be a saved log (vmcore-dmesg.txt): that tells less
  vmcore report FILE                 all about the crash in one document
      --markdown, --html             for a bug tracker, as one page; both say which user data is in it
      --json                         for scripts
  vmcore waits FILE                  which task waits for which lock, who holds it, and who waits in a circle
      --json                         with addresses, and the function that wanted each lock
  vmcore struct FILE TYPE [ADDRESS]  the layout of a struct, union, enum or typedef, or the object at ADDRESS
      TYPE                           task_struct, or a member's: task_struct.se
      --json                         with sizes and bit offsets
  vmcore sym FILE NAME|ADDRESS…      where a symbol is, and what an address is in: ffffffff81000010 (T) name+0x10/0x80
      NAME                           with * and ? every symbol that matches: 'tcp_*'
      --json                         [{query, symbols: [{name, address, type, offset, sizeBytes, module}], suggestions}]
  vmcore modules FILE [NAME]         loaded modules with size, uses and taint, as crash's mod and lsmod print them;
                                     of one module also version, build-id and parameters
  vmcore mem FILE                    how memory was used, as crash's kmem -i prints it
      --slabs                        each slab cache, as kmem -s prints it
  vmcore files FILE                  what each process has open
      --pid PID                      only of that task
  vmcore mounts FILE                 mounted file systems
  vmcore devices FILE                disks with requests in flight; network interfaces with addresses
  vmcore irqs FILE                   interrupts: handler, and how often each came on each cpu
  vmcore timers FILE                 timers that waited, with their functions
  vmcore works FILE                  what worker threads did, and work that waited for them
  vmcore runq FILE                   who ran on each cpu, and who waited for it
  vmcore sysctl FILE                 settings that say how the kernel takes trouble: kernel.panic_on_oops …
  vmcore device-dumps FILE           what drivers saved of their devices as the kernel crashed
      --save FOLDER                  a file of each; none is overwritten
  For source lines (bt, analyze, report), and where a dump lacks symbols or types, commands but log and check take:
      --vmlinux PATH                 this vmlinux; without it, the one of the same build-id beside the dump or in
                                     /usr/lib/debug. Types that it has only as DWARF are read through gdb, once
      --debuginfo FOLDER             look for vmlinux and modules' debuginfo there, too
      --system-map PATH              symbols of this System.map; without it, of the one beside the dump or in /boot
  ${usage.check}
                                     what is wrong in a kdump.conf, /etc/sysconfig/kdump or crashkernel=
      --target NAME                  rules of el6, el7, el8, el9, openeuler, 1.0.42 to 1.0.61 or head;
                                     without it those of this machine
      --host NAME                    the files are for that machine: look up nothing on this one
      --json                         [{file, line, column, endColumn, severity, code, message}]

A dump or a configuration is recognised by its content. Exit status: 0 done, 1 failed or errors found, 2 wrong usage.
`;
