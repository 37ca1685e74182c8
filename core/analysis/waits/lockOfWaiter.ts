import type { Task } from '../../kernel/tasks/task';
import { ifKnown } from '../../types/errors';
import type { SleepingLock } from './sleepingLocks';
import { placeIn, readWord, stackSizeBytes, type WaitContext } from './waitContext';
import { stackWords, type WaiterLayout } from './waiterRecord';
import type { WaitSite } from './waitSite';

/** A waiter's record, where it was found, and whose it is. */
export interface FoundWaiter {
  readonly address: bigint;
  readonly layout: WaiterLayout;
  readonly site: WaitSite;
  readonly task: Task;
}

/** The lock in whose queue the record is; undefined where the queue does not lead to one without doubt. */
export function lockOfWaiter(
  context: WaitContext,
  { struct, queue, firstWaiter }: SleepingLock['lock'],
  waiter: FoundWaiter,
): bigint | undefined {
  const { objects } = context;
  const links = queueOf(context, waiter.address + waiter.layout.link);
  if (!links) return undefined;
  const headPlace = placeIn(objects, struct, queue);
  if (headPlace !== undefined) return lockAroundHead(context, links, waiter.layout, headPlace);
  const firstPlace = firstWaiter === undefined ? undefined : placeIn(objects, struct, firstWaiter);
  return firstPlace === undefined ? undefined : lockThatPoints(context, links, waiter, firstPlace);
}

/** More tasks than one lock has ever kept waiting. */
const maxQueue = 1 << 16;

/** The list_heads of the circle that `link` is part of; undefined where it does not close. */
function queueOf({ objects }: WaitContext, link: bigint): readonly bigint[] | undefined {
  const links = new Set([link]);
  for (let next = readWord(objects, link); next !== link; next = readWord(objects, next)) {
    if (next === undefined || links.has(next) || links.size >= maxQueue) return undefined;
    links.add(next);
  }
  return [...links];
}

/** The list_head that is in no waiter is the lock's own; there has to be exactly one. */
function lockAroundHead(
  context: WaitContext,
  links: readonly bigint[],
  layout: WaiterLayout,
  headPlace: bigint,
): bigint | undefined {
  const [head, ...others] = links.filter((link) => !isInWaiter(context, link, layout));
  return head === undefined || others.length > 0 ? undefined : head - headPlace;
}

/** A waiter's record lies on the stack of the task that it names. */
function isInWaiter(
  { objects, tasks }: WaitContext,
  link: bigint,
  { link: linkPlace, task }: WaiterLayout,
): boolean {
  const named = readWord(objects, link - linkPlace + task);
  const stack = named === undefined ? undefined : tasks.get(named)?.stackBase;
  return stack !== undefined && link >= stack && link < stack + BigInt(stackSizeBytes(objects));
}

/**
 * Whatever on the task's stack, or in the task, points to a lock whose first waiter is in this queue. The waiters point to
 * each other as well: what stands in their own list_heads is no lock's.
 */
function lockThatPoints(
  { objects }: WaitContext,
  links: readonly bigint[],
  { layout, site, task }: FoundWaiter,
  firstPlace: bigint,
): bigint | undefined {
  const waiters = new Set(links.map((link) => link - layout.link));
  const ownWords = new Set(links.flatMap((link) => [link, link + BigInt(objects.machine.wordSizeBytes)]));
  const candidates = [...namedByTask(task), ...stackWords(objects, site.start, site.end)];
  const found = new Set(
    candidates.filter((candidate) => {
      if (ownWords.has(candidate + firstPlace)) return false;
      const first = readWord(objects, candidate + firstPlace);
      return first !== undefined && waiters.has(first);
    }),
  );
  const [lock, ...others] = found;
  return others.length > 0 ? undefined : lock;
}

/** The lowest bits of `blocker` say what kind of lock it is (include/linux/hung_task.h, since 6.16). */
const blockerKindBits = 3n;

/** `blocked_on` is a lock since 6.17, `blocker` where hung tasks are looked for; before, neither is there. */
function namedByTask({ object }: Task): readonly bigint[] {
  const words = ['blocked_on', 'blocker'].map((name) => ifKnown(() => object.member(name).value) ?? 0n);
  return words.map((word) => word & ~blockerKindBits).filter((word) => word !== 0n);
}
