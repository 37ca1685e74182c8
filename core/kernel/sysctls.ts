import type { CType } from '../types/cType';
import { ifKnown, variableMissing } from '../types/errors';
import type { KernelObjects } from '../types/kernelObjects';
import { int, unsignedInt, unsignedLong } from '../types/plainTypes';

/** A setting of the kernel that says how it takes trouble, or what it would show of itself. */
export interface Sysctl {
  /** As sysctl(8) calls it. */
  readonly name: string;
  readonly value: number;
}

/** The variables behind the names; where a release renamed one, the newer comes first. */
export const sysctlVariables: readonly (readonly [name: string, type: CType, ...symbols: string[]])[] = [
  ['kernel.panic', int, 'panic_timeout'],
  ['kernel.panic_on_oops', int, 'panic_on_oops'],
  ['kernel.panic_on_warn', int, 'panic_on_warn'],
  ['kernel.panic_on_taint', unsignedLong, 'panic_on_taint'],
  ['kernel.panic_on_rcu_stall', int, 'sysctl_panic_on_rcu_stall'],
  ['kernel.panic_on_io_nmi', int, 'panic_on_io_nmi'],
  ['kernel.panic_on_unrecovered_nmi', int, 'panic_on_unrecovered_nmi'],
  ['kernel.unknown_nmi_panic', int, 'unknown_nmi_panic'],
  ['kernel.panic_print', unsignedLong, 'panic_print'],
  ['kernel.oops_limit', unsignedInt, 'oops_limit'],
  ['kernel.warn_limit', unsignedInt, 'warn_limit'],
  ['kernel.oops_all_cpu_backtrace', int, 'sysctl_oops_all_cpu_backtrace'],
  ['kernel.hung_task_timeout_secs', unsignedLong, 'sysctl_hung_task_timeout_secs'],
  ['kernel.hung_task_panic', unsignedInt, 'sysctl_hung_task_panic'],
  ['kernel.hung_task_warnings', int, 'sysctl_hung_task_warnings'],
  ['kernel.softlockup_panic', unsignedInt, 'softlockup_panic'],
  ['kernel.hardlockup_panic', unsignedInt, 'hardlockup_panic'],
  ['kernel.watchdog', int, 'watchdog_user_enabled'],
  ['kernel.nmi_watchdog', int, 'watchdog_hardlockup_user_enabled', 'nmi_watchdog_user_enabled'],
  ['kernel.watchdog_thresh', int, 'watchdog_thresh'],
  ['kernel.sysrq', int, 'sysrq_enabled'],
  ['kernel.kptr_restrict', int, 'kptr_restrict'],
  ['kernel.dmesg_restrict', int, 'dmesg_restrict'],
  ['kernel.randomize_va_space', int, 'randomize_va_space'],
  ['kernel.modules_disabled', int, 'modules_disabled'],
  ['kernel.kexec_load_disabled', int, 'kexec_load_disabled'],
  ['vm.panic_on_oom', int, 'sysctl_panic_on_oom'],
  ['vm.oom_kill_allocating_task', int, 'sysctl_oom_kill_allocating_task'],
  ['vm.overcommit_memory', int, 'sysctl_overcommit_memory'],
  ['vm.overcommit_ratio', int, 'sysctl_overcommit_ratio'],
  ['vm.swappiness', int, 'vm_swappiness'],
  ['vm.min_free_kbytes', int, 'min_free_kbytes'],
];

/** Those that this kernel has and whose values the dump holds. @throws VmcoreError `variable-missing` where none is */
export function readSysctls(objects: KernelObjects): readonly Sysctl[] {
  const found = sysctlVariables.flatMap(([name, type, ...symbols]) => {
    for (const symbol of symbols) {
      const value = ifKnown(() => objects.plainVariable(symbol, type).number);
      if (value !== undefined) return [{ name, value }];
    }
    return [];
  });
  if (found.length === 0) throw variableMissing('panic_on_oops');
  return found;
}
