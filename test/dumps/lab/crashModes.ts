import type { CrashKind } from '../../../core/protocol/verdict';
import type { CrashModuleName } from './crashModule';

/** One way to crash a machine and what is known of it beforehand. */
export interface CrashMode {
  /** Of the dump; the module's own mode where `asks` does not say otherwise. */
  readonly name: string;
  /** What the guest writes into the module's parameter; `sysrq` is done without the module. */
  readonly asks?: string;
  readonly kind: CrashKind;
  /** Which function is to blame: one of several where the machine itself decides, none where nobody is. */
  readonly functions: readonly string[];
  readonly module?: string;
  /** The pointer and the member of the kernel's own that the fault came through, as C writes it. */
  readonly member?: RegExp;
  /** The module that does it; labcrash where left out. */
  readonly loads?: CrashModuleName;
  /** The task that panicked; undefined where an interrupt may have come upon any. */
  readonly comm?: RegExp;
  /** Added to the kernel's command line. */
  readonly parameters?: string;
  readonly cpus?: number;
  /** The lab sends an NMI as soon as the module spins. */
  readonly injectsNmi?: boolean;
}

const inModule = { module: 'labcrash', comm: /^crasher$/ };

const misuse = { loads: 'labmisuse', comm: /^crasher$/ } as const;

const failsBelowProbe = {
  kind: 'null-dereference',
  functions: ['labmisuse_fail'],
  module: 'labmisuse',
  ...misuse,
} as const;

/** Poisons and guards what the faulty code allocates, and nothing else, so that booting stays fast. */
const slabDebug = (flags: string): string => `slub_debug=${flags},kmalloc-64`;

export const crashModes: readonly CrashMode[] = [
  { name: 'null-deref', kind: 'null-dereference', functions: ['labcrash_set_depth'], ...inModule, cpus: 2 },
  { name: 'wild-pointer', kind: 'wild-pointer', functions: ['labcrash_set_depth'], ...inModule },
  { name: 'divide', kind: 'divide-error', functions: ['labcrash_share'], ...inModule },
  { name: 'exec-null', kind: 'bad-jump', functions: ['labcrash_notify'], ...inModule },
  { name: 'bug', kind: 'bug', functions: ['labcrash_check_depth'], ...inModule },
  {
    name: 'warn',
    kind: 'warning',
    functions: ['labcrash_expect_depth'],
    ...inModule,
    parameters: 'sysctl.kernel.panic_on_warn=1',
  },
  { name: 'panic', kind: 'panic', functions: ['labcrash_give_up'], ...inModule },
  { name: 'sysrq', kind: 'sysrq', functions: ['sysrq_handle_crash'], comm: /^crasher$/ },
  { name: 'stack-overflow', kind: 'stack-overflow', functions: ['labcrash_recurse'], ...inModule },
  { name: 'list-corruption', kind: 'list-corruption', functions: ['labcrash_finish_request'], ...inModule },
  {
    name: 'use-after-free',
    kind: 'use-after-free',
    functions: ['labcrash_set_depth'],
    ...inModule,
    parameters: slabDebug('FZPU'),
  },
  { name: 'double-free', kind: 'double-free', functions: ['labcrash_release'], ...inModule },
  {
    // Since Linux 6.18 what is freed waits in sheaves, where nobody looks, unless the cache is debugged.
    name: 'double-free-debugged',
    asks: 'double-free',
    kind: 'double-free',
    functions: ['labcrash_release'],
    ...inModule,
    parameters: `${slabDebug('FZU')} sysctl.kernel.panic_on_warn=1`,
  },
  {
    name: 'out-of-memory',
    kind: 'out-of-memory',
    // Whoever asks for the last page need not be the one that took the others.
    functions: [],
    comm: /^crasher$/,
    parameters: 'sysctl.vm.panic_on_oom=1',
  },
  {
    name: 'deadlock',
    kind: 'deadlock',
    functions: ['labcrash_take_left', 'labcrash_take_right'],
    module: 'labcrash',
    comm: /^khungtaskd$/,
    parameters: 'sysctl.kernel.hung_task_panic=1 sysctl.kernel.hung_task_timeout_secs=2',
    cpus: 2,
  },
  {
    // The kernel itself prints every task and its stack when it panics: a peer for kernels that no tool knows.
    name: 'all-tasks',
    asks: 'deadlock',
    kind: 'deadlock',
    functions: ['labcrash_take_left', 'labcrash_take_right'],
    module: 'labcrash',
    comm: /^khungtaskd$/,
    parameters:
      'sysctl.kernel.hung_task_panic=1 sysctl.kernel.hung_task_timeout_secs=2 panic_print=1 log_buf_len=1M',
  },
  {
    name: 'soft-lockup',
    asks: 'spin',
    kind: 'soft-lockup',
    functions: ['labcrash_wait_for_answer'],
    ...inModule,
    parameters: 'sysctl.kernel.softlockup_panic=1 sysctl.kernel.watchdog_thresh=1',
  },
  {
    name: 'rcu-stall',
    asks: 'spin',
    kind: 'rcu-stall',
    functions: ['labcrash_wait_for_answer'],
    ...inModule,
    parameters: 'sysctl.kernel.panic_on_rcu_stall=1 rcupdate.rcu_cpu_stall_timeout=3 nosoftlockup',
    cpus: 2,
  },
  {
    name: 'nmi',
    asks: 'spin',
    kind: 'nmi',
    // The NMI came from outside, whatever any cpu did.
    functions: [],
    // Since 7.3 a kernel thread writes to the console, and may wait for the cpu that spins; the early console is written to
    // by who has something to say.
    parameters: 'sysctl.kernel.unknown_nmi_panic=1 nosoftlockup earlyprintk=ttyS0,keep',
    cpus: 2,
    injectsNmi: true,
  },
  {
    name: 'timer',
    kind: 'null-dereference',
    functions: ['labcrash_set_depth'],
    module: 'labcrash',
    cpus: 2,
  },
  {
    name: 'work',
    kind: 'null-dereference',
    functions: ['labcrash_set_depth'],
    module: 'labcrash',
    comm: /^kworker\//,
  },
  {
    name: 'bad-argument',
    kind: 'null-dereference',
    functions: ['vfs_fsync_range'],
    member: /^file->(f_mapping->host|f_op->fsync)$/,
    ...misuse,
  },
  {
    name: 'wild-argument',
    kind: 'wild-pointer',
    functions: ['vfs_fsync_range'],
    member: /^file->(f_mapping->host|f_op->fsync)$/,
    ...misuse,
  },
  {
    name: 'bad-member',
    kind: 'null-dereference',
    functions: ['labmisuse_use_room'],
    module: 'labmisuse',
    member: /^port->ring->room\.used$/,
    ...misuse,
  },
  {
    name: 'spin-deadlock',
    kind: 'soft-lockup',
    functions: ['labmisuse_spin_for'],
    module: 'labmisuse',
    loads: 'labmisuse',
    comm: /^lab-(left|right)$/,
    parameters: 'sysctl.kernel.softlockup_panic=1 sysctl.kernel.watchdog_thresh=1',
    cpus: 2,
  },
  { name: 'return-probe', ...failsBelowProbe },
  { name: 'function-probe', ...failsBelowProbe },
  { name: 'probe-handler', ...failsBelowProbe },
];
