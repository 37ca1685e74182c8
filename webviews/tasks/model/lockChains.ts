import type { LockWaitData, LockWaitsData } from '../../../core/protocol/lockWaits';

/** One lock, and everybody who waits for it outside of circles. */
export interface LockQueue {
  /** The first of the waits: it tells which lock, and who holds it. */
  readonly lock: LockWaitData;
  readonly waits: readonly LockWaitData[];
}

/** By lock, the longest queue first; a wait for a lock that nobody could name stands alone. */
export function lockQueues({ waits, cycles }: LockWaitsData): readonly LockQueue[] {
  const inCycle = new Set(cycles.flatMap((cycle) => cycle.waits.map(({ task }) => task)));
  const queues = new Map<string, LockWaitData[]>();
  for (const wait of waits) {
    if (inCycle.has(wait.task)) continue;
    const key = lockKey(wait);
    const queue = queues.get(key);
    if (queue) queue.push(wait);
    else queues.set(key, [wait]);
  }
  return [...queues.values()]
    .flatMap(([lock, ...others]) => (lock ? [{ lock, waits: [lock, ...others] }] : []))
    .sort((a, b) => b.waits.length - a.waits.length);
}

/** Names a lock apart from all others. */
export function lockKey({ kind, lock, bit, task }: LockWaitData): string {
  return lock === undefined ? `${kind} of ${task}` : `${kind} ${lock} ${bit ?? ''}`;
}
