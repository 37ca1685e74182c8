import { readWhole } from '../../kernel/kernelMemory';
import { hex } from '../../base/address';
import type { CrashKind, Finding } from '../../protocol/verdict';
import type { Suspicion } from '../suspicion';

interface Setting {
  readonly symbol: string;
  /** The sysctl. */
  readonly name: string;
  /** Of these kinds, the setting is what turned trouble into a panic. */
  readonly kinds: readonly CrashKind[];
}

const settings: readonly Setting[] = [
  {
    symbol: 'panic_on_warn',
    name: 'kernel.panic_on_warn',
    kinds: ['warning', 'out-of-bounds', 'list-corruption'],
  },
  { symbol: 'softlockup_panic', name: 'kernel.softlockup_panic', kinds: ['soft-lockup'] },
  { symbol: 'hardlockup_panic', name: 'kernel.hardlockup_panic', kinds: ['hard-lockup'] },
  { symbol: 'sysctl_hung_task_panic', name: 'kernel.hung_task_panic', kinds: ['hung-task'] },
  { symbol: 'sysctl_panic_on_rcu_stall', name: 'kernel.panic_on_rcu_stall', kinds: ['rcu-stall'] },
  { symbol: 'sysctl_panic_on_oom', name: 'vm.panic_on_oom', kinds: ['out-of-memory'] },
  { symbol: 'unknown_nmi_panic', name: 'kernel.unknown_nmi_panic', kinds: ['nmi'] },
  { symbol: 'panic_on_unrecovered_nmi', name: 'kernel.panic_on_unrecovered_nmi', kinds: ['nmi'] },
];

/** An exception in a task kills that task alone; in an interrupt it always ends the kernel. */
const onOops: Setting = { symbol: 'panic_on_oops', name: 'kernel.panic_on_oops', kinds: [] };

/** Without this setting the machine would have gone on. */
export const panicSettings: Suspicion = ({ dump, diagnosis, scene }) => {
  const symbols = dump?.attempts.try(() => dump.kernel.symbols);
  const isOfTask = scene.panicCall?.message.endsWith('Fatal exception') ?? false;
  const decisive = [
    ...settings.filter(({ kinds }) => kinds.includes(diagnosis.kind)),
    ...(isOfTask ? [onOops] : []),
  ];
  return decisive.flatMap(({ symbol, name }): readonly Finding[] => {
    const address = symbols?.findByName(symbol)?.address;
    const value =
      dump && address && readWhole(dump.kernel.memory, address, 4, dump.kernel.dump.machine)?.u32(0);
    if (!address || !value) return [];
    return [
      {
        code: 'panic-setting',
        severity: 'note',
        text: `${name} is ${value}: without it the machine would have gone on.`,
        evidence: [{ kind: 'address', address: hex(address), text: `${symbol} = ${value}` }],
      },
    ];
  });
};
