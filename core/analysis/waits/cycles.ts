import type { LockCycle, LockWait } from './lockWaits';

/**
 * Circles in who waits for whom. A task waits for one lock and a lock has one holder, so following the holders from
 * each task in turn finds them all, each once.
 */
export function findCycles(waits: readonly LockWait[]): readonly LockCycle[] {
  const byTask = new Map(waits.map((wait) => [wait.task.address, wait]));
  const visited = new Set<LockWait>();
  const cycles: LockCycle[] = [];
  for (const start of waits) {
    const path: LockWait[] = [];
    let wait: LockWait | undefined = start;
    while (wait && !visited.has(wait)) {
      visited.add(wait);
      path.push(wait);
      wait = wait.holder && byTask.get(wait.holder.task.address);
    }
    const entry = wait ? path.indexOf(wait) : -1;
    if (entry >= 0) cycles.push(cycleOf(path.slice(entry)));
  }
  return cycles;
}

function cycleOf(waits: readonly LockWait[]): LockCycle {
  return { waits, isCertain: waits.every(({ holder }) => holder?.isCertain) };
}
