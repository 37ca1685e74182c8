import type { LogTexts } from '../../core/kernel/log/logTexts';

/** A log of these lines, as if one writer had written all. */
export function logOf(...lines: readonly string[]): LogTexts {
  return { total: lines.length, text: (index) => lines[index] };
}

interface OopsText {
  /** The lines that an exception begins with. */
  readonly head: readonly string[];
  /** `name+0x1a/0x30 [module]` */
  readonly place: string;
  readonly trace?: readonly string[];
  readonly code?: string;
  /** Those that differ from zero. */
  readonly registers?: Readonly<Record<string, string>>;
  readonly panic?: string;
}

const rows = [
  ['RAX', 'RBX', 'RCX'],
  ['RDX', 'RSI', 'RDI'],
  ['RBP', 'R08', 'R09'],
  ['R10', 'R11', 'R12'],
  ['R13', 'R14', 'R15'],
];

/** As x86's show_regs() and show_trace_log_lvl() of 6.1 print it. */
export function x86Oops({ head, place, trace = [], code, registers = {}, panic }: OopsText): string[] {
  const value = (name: string): string => registers[name] ?? '0000000000000000';
  return [
    ...head,
    'CPU: 1 PID: 77 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-2',
    'Hardware name: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2-debian-1.16.2-1 04/01/2014',
    `RIP: 0010:${place}`,
    `Code: ${code ?? 'Unable to access opcode bytes at 0xffffffffc041dfe2.'}`,
    `RSP: 0018:${registers['RSP'] ?? 'ffffc90000413ac0'} EFLAGS: 00000246`,
    ...rows.map((row) => row.map((name) => `${name}: ${value(name)}`).join(' ')),
    'FS:  00000000388d73c0(0000) GS:ff42953f8f600000(0000) knlGS:0000000000000000',
    'CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033',
    `CR2: ${registers['CR2'] ?? '0000000000000000'} CR3: 0000000002a0c000 CR4: 0000000000751eb0`,
    'Call Trace:',
    ' <TASK>',
    ...trace.map((frame) => ` ${frame}`),
    ' do_syscall_64+0x5d/0x90',
    ' ? exit_to_user_mode_prepare+0x44/0x240',
    ' entry_SYSCALL_64_after_hwframe+0x6e/0xd8',
    'RIP: 0033:0x42a635',
    'RSP: 002b:00007ffd37cbe210 EFLAGS: 00000246 ORIG_RAX: 0000000000000001',
    'RAX: ffffffffffffffda RBX: 0000000000000001 RCX: 000000000042a635',
    ' </TASK>',
    'Modules linked in: mydrv(OE) qemu_fw_cfg',
    '---[ end trace 0000000000000000 ]---',
    `RIP: 0010:${place}`,
    ...(panic === undefined ? [] : panicLines(panic)),
  ];
}

/** As arm64's die() and __show_regs() of 6.12 print it. */
export function arm64Oops({ head, place, trace = [], code, registers = {}, panic }: OopsText): string[] {
  const value = (name: string): string => `${name.padEnd(3)}: ${registers[name] ?? '0000000000000000'}`;
  const pairs = Array.from({ length: 10 }, (_, row) =>
    [29 - 3 * row, 28 - 3 * row, 27 - 3 * row].map((number) => value(`x${number}`)).join(' '),
  );
  return [
    ...head,
    'Modules linked in: mydrv(OE) qemu_fw_cfg',
    'CPU: 0 UID: 0 PID: 77 Comm: worker Tainted: G           OE      6.12.117+deb12-arm64-16k #1  Debian',
    'Tainted: [O]=OOT_MODULE, [E]=UNSIGNED_MODULE',
    'Hardware name: linux,dummy-virt (DT)',
    'pstate: 60400005 (nZCv daif +PAN -UAO -TCO -DIT -SSBS BTYPE=--)',
    `pc : ${place}`,
    'lr : do_something+0x28/0x60 [mydrv]',
    'sp : ffff80008029bc30',
    ...pairs,
    'Call trace:',
    ` ${place}`,
    ...trace.map((frame) => ` ${frame}`),
    ' el0_svc+0x34/0xf8',
    ' el0t_64_sync+0x190/0x198',
    ...(code === undefined ? [] : [`Code: ${code}`]),
    '---[ end trace 0000000000000000 ]---',
    ...(panic === undefined ? [] : panicLines(panic)),
  ];
}

/** panic() with its own trace. */
export function panicLines(reason: string, trace: readonly string[] = []): string[] {
  return [
    `Kernel panic - not syncing: ${reason}`,
    'CPU: 1 PID: 77 Comm: worker Tainted: G           OE      6.1.0-56-amd64 #1  Debian 6.1.192-2',
    'Call Trace:',
    ' <TASK>',
    ' dump_stack_lvl+0x44/0x5c',
    ' panic+0x118/0x2f4',
    ...trace.map((frame) => ` ${frame}`),
    ' </TASK>',
    'Kernel Offset: 0x34e00000 from 0xffffffff81000000 (relocation range: 0xffffffff80000000-0xffffffffbfffffff)',
    `---[ end Kernel panic - not syncing: ${reason} ]---`,
  ];
}
