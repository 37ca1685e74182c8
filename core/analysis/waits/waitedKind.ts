import type { LockKind } from './lockWaits';
import { bitLocks, sleepingLocks } from './sleepingLocks';
import { spinlockSlowPath } from './spinlockWait';
import { sourceName } from './waitSite';

const kinds: readonly { readonly kind: LockKind; readonly functions: RegExp }[] = [
  ...sleepingLocks,
  ...bitLocks,
  { kind: 'spinlock', functions: spinlockSlowPath },
];

/**
 * What kind of lock a stack waits for, and in which of its frames, by the names of its functions alone: which lock it is
 * takes `findLockWaits`.
 * @param functions innermost first
 */
export function waitedKind(
  functions: readonly (string | undefined)[],
): { readonly kind: LockKind; readonly frame: number } | undefined {
  for (const [frame, name] of functions.entries()) {
    const own = sourceName(name ?? '');
    const found = kinds.find((each) => each.functions.test(own));
    if (found) return { kind: found.kind, frame };
  }
  return undefined;
}
