import { ifKnown } from '../../types/errors';
import type { Task } from '../../kernel/tasks/task';
import type { Lock } from './lockWaits';

/**
 * A task that waits for an rt_mutex, which with PREEMPT_RT every mutex is, says so itself: `pi_blocked_on` is its
 * rt_mutex_waiter, and that names the task and the lock.
 */
export function findRtMutex({ object, address }: Task): Lock | undefined {
  return ifKnown(() => {
    const waiter = object.member('pi_blocked_on').target;
    if (waiter.address === 0n || waiter.member('task').pointer !== address) return undefined;
    const lock = waiter.member('lock').pointer;
    return lock === 0n ? undefined : { kind: 'rt-mutex', address: lock };
  });
}
