import { virtualAddress } from '../../base/address';
import type { Task } from '../../kernel/tasks/task';
import { ifKnown } from '../../types/errors';
import type { StackFrame } from '../../unwind/stackFrame';
import { findHolder } from './lockHolder';
import { lockOfWaiter } from './lockOfWaiter';
import type { Lock, LockWait } from './lockWaits';
import { bitLocks, sleepingLocks, type BitLock, type SleepingLock } from './sleepingLocks';
import { placeIn, readWord, type WaitContext } from './waitContext';
import { findWaiters, waiterLayout } from './waiterRecord';
import { findWaitSite, type WaitSite } from './waitSite';
import { findRtMutex } from './rtMutexWait';

type Wait = Omit<LockWait, 'task'>;

/** What a task that does not run waits for; undefined where its stack shows no lock that we know. */
export function findSleepingWait(
  context: WaitContext,
  task: Task,
  frames: readonly StackFrame[],
): LockWait | undefined {
  const rtMutex = findRtMutex(task);
  const wait = rtMutex
    ? { kind: rtMutex.kind, ...heldBy(context, rtMutex) }
    : (sleepingWait(context, task, frames) ?? bitWait(context, task, frames));
  return wait && { task, ...wait };
}

function sleepingWait(context: WaitContext, task: Task, frames: readonly StackFrame[]): Wait | undefined {
  for (const kind of sleepingLocks) {
    const site = findWaitSite(context, frames, kind.functions);
    if (!site) continue;
    return { kind: kind.kind, frame: site.caller, ...findLock(context, kind, site, task) };
  }
  return undefined;
}

function findLock(
  context: WaitContext,
  { kind, waiter, lock }: SleepingLock,
  site: WaitSite,
  task: Task,
): Partial<Wait> {
  const { objects } = context;
  const layout = waiterLayout(objects, waiter);
  if (!layout) return {};
  for (const address of findWaiters(objects, layout, site, task)) {
    const found = lockOfWaiter(context, lock, { address, layout, site, task });
    if (found === undefined) continue;
    const mode = kind === 'rw-semaphore' ? rwsemMode(context, address) : undefined;
    return { ...heldBy(context, { kind, address: virtualAddress(found) }), ...(mode && { mode }) };
  }
  return {};
}

function heldBy(context: WaitContext, lock: Lock): Pick<Wait, 'lock' | 'holder'> {
  const holder = findHolder(context, lock);
  return { lock, ...(holder && { holder }) };
}

/** enum rwsem_waiter_type of kernel/locking/rwsem.c: writers are 0. */
function rwsemMode({ objects }: WaitContext, waiter: bigint): 'read' | 'write' | undefined {
  const type = ifKnown(() => objects.struct('rwsem_waiter', waiter).member('type').number);
  if (type === undefined) return undefined;
  return type === 0 ? 'write' : 'read';
}

function bitWait(context: WaitContext, task: Task, frames: readonly StackFrame[]): Wait | undefined {
  for (const kind of bitLocks) {
    const site = findWaitSite(context, frames, kind.functions);
    if (!site) continue;
    const lock = findBit(context, kind, site, task);
    return { kind: kind.kind, frame: site.caller, ...(lock && { lock }) };
  }
  return undefined;
}

function findBit(
  { objects }: WaitContext,
  { kind, waiter, target, bit }: BitLock,
  site: WaitSite,
  task: Task,
): Lock | undefined {
  const layout = waiterLayout(objects, waiter);
  if (!layout) return undefined;
  for (const record of findWaiters(objects, layout, site, task)) {
    // A list_head that points to itself is queued nowhere.
    if (readWord(objects, record + layout.link) === record + layout.link) continue;
    const place = target
      .map((path) => placeIn(objects, waiter.struct, path))
      .find((offset) => offset !== undefined);
    const address = place === undefined ? undefined : readWord(objects, record + place);
    const bitPlace = placeIn(objects, waiter.struct, bit);
    const number = bitPlace === undefined ? undefined : readWord(objects, record + bitPlace);
    if (address === undefined || number === undefined) continue;
    return { kind, address: virtualAddress(address), bit: Number(BigInt.asUintN(32, number)) };
  }
  return undefined;
}
