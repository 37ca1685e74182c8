import type { VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';

/** What one cpu's run queue says. */
export interface RunQueue {
  readonly cpu: number;
  /** The task that the cpu executes; undefined where the dump lacks it. */
  readonly current: VirtualAddress | undefined;
  readonly idle: VirtualAddress | undefined;
}

/** One of each cpu that the kernel ever started; empty where the symbol or the per-cpu offsets are unknown. */
export function readRunQueues(objects: KernelObjects): readonly RunQueue[] {
  return objects.cpus.flatMap((cpu) => {
    const queue = objects.findPerCpuVariable('runqueues', 'rq', cpu);
    if (!queue) return [];
    const task = (member: string): VirtualAddress | undefined =>
      ifKnown(() => queue.member(member).pointer) || undefined;
    return [{ cpu, current: task('curr'), idle: task('idle') }];
  });
}
