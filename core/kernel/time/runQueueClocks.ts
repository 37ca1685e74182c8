import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';

/**
 * What the scheduler's clock of each cpu showed last, in nanoseconds: `rq->clock` of kernel/sched/sched.h, by which a
 * task's last_arrival is told. Cpus whose run queue the dump lacks are left out.
 */
export function readRunQueueClocks(objects: KernelObjects): ReadonlyMap<number, bigint> {
  const clocks = new Map<number, bigint>();
  for (const cpu of objects.cpus) {
    const clock = ifKnown(() => objects.findPerCpuVariable('runqueues', 'rq', cpu)?.member('clock').value);
    if (clock !== undefined) clocks.set(cpu, clock);
  }
  return clocks;
}

/**
 * How long ago a task was last put on a cpu, in nanoseconds, as crash's `ps -m` counts: clocks of cpus differ a little, so
 * what would be negative is 0. Undefined where the dump lacks the clock.
 */
export function sinceLastRunNs(
  clocks: ReadonlyMap<number, bigint>,
  { cpu, lastRunNs }: { readonly cpu: number | undefined; readonly lastRunNs: bigint | undefined },
): bigint | undefined {
  const clock = cpu === undefined ? undefined : clocks.get(cpu);
  if (clock === undefined || lastRunNs === undefined) return undefined;
  return clock > lastRunNs ? clock - lastRunNs : 0n;
}
