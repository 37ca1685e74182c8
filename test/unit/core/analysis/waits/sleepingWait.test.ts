import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCycles } from '../../../../../core/analysis/waits/cycles';
import type { LockWait } from '../../../../../core/analysis/waits/lockWaits';
import { FakeLocks } from '../../../../support/fakeLocks';
import type { QueueForm } from '../../../../support/lockTypes';

const forms: readonly QueueForm[] = ['head', 'first-waiter'];
const inMutex = ['__schedule', 'schedule', '__mutex_lock.constprop.0', 'mutex_lock', 'wanting', 'vfs_write'];
const inRwsem = ['__schedule', 'schedule', 'rwsem_down_write_slowpath', 'down_write', 'wanting', 'vfs_write'];
const inCompletion = [
  '__schedule',
  'schedule',
  '__wait_for_common',
  'wait_for_completion',
  'wanting',
  'kthread',
];
const inFolio = ['__schedule', 'io_schedule', 'folio_wait_bit_common', '__folio_lock', 'wanting', 'vfs_read'];

interface TwoMutexes {
  readonly kernel: FakeLocks;
  readonly first: bigint;
  readonly second: bigint;
}

/** Task 61 holds the first mutex and waits for the second, task 62 the other way round; 63 waits for the first, too. */
function deadlock(form: QueueForm): TwoMutexes {
  const kernel = new FakeLocks(form);
  for (const pid of [61, 62, 63]) kernel.sleeper(pid, `task${pid}`, inMutex);
  const first = kernel.allocate('mutex');
  const second = kernel.allocate('mutex');
  kernel.set('mutex', first, { owner: kernel.addressOfPid(61) | 1n });
  kernel.set('mutex', second, { owner: kernel.addressOfPid(62) | 1n });
  kernel.queue('mutex', first, 'mutex_waiter', [62, 63]);
  kernel.queue('mutex', second, 'mutex_waiter', [61]);
  kernel.connect();
  return { kernel, first, second };
}

function summary(wait: LockWait | undefined): unknown {
  if (!wait) return undefined;
  const { kind, lock, mode, holder } = wait;
  return [kind, lock?.address, ...(mode ? [mode] : []), holder?.task.pid, holder?.isCertain];
}

describe('what a sleeping task waits for', () => {
  for (const form of forms) {
    it(`is a mutex and its holder, where locks keep their waiters by ${form}`, () => {
      const { kernel, first, second } = deadlock(form);
      const waits = kernel.findWaits();
      assert.deepEqual(summary(waits.get(61)), ['mutex', second, 62, true]);
      assert.deepEqual(summary(waits.get(62)), ['mutex', first, 61, true]);
      assert.deepEqual(summary(waits.get(63)), ['mutex', first, 61, true]);
    });

    it(`is never a wrong lock, whatever words are damaged, where locks keep their waiters by ${form}`, () => {
      const word = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }));
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5), word), { maxLength: 6 }), (damage) => {
          const { kernel, first, second } = deadlock(form);
          const pieces = [first, second, ...[61, 62, 63].map((pid) => kernel.waiterOf(pid))];
          for (const [piece, place, value] of damage) {
            const address = pieces[piece];
            if (address !== undefined) kernel.word(address + BigInt(place * 8), value);
          }
          const waits = kernel.findWaits();
          for (const [pid, lock] of [
            [61, second],
            [62, first],
            [63, first],
          ] as const) {
            const found = waits.get(pid)?.lock?.address;
            assert.ok(found === undefined || found === lock, `${pid} waits for ${found?.toString(16)}`);
          }
        }),
        { numRuns: 200 },
      );
    });
  }

  it('is a rw-semaphore, whose reader may have given it back', () => {
    const kernel = new FakeLocks();
    for (const pid of [61, 62]) kernel.sleeper(pid, `task${pid}`, inRwsem);
    const lock = kernel.allocate('rw_semaphore');
    kernel.set('rw_semaphore', lock, { owner: kernel.addressOfPid(62) | 1n });
    kernel.queue('rw_semaphore', lock, 'rwsem_waiter', [61]);
    kernel.connect();
    assert.deepEqual(summary(kernel.findWaits().get(61)), ['rw-semaphore', lock, 'write', 62, false]);
    kernel.set('rw_semaphore', lock, { owner: kernel.addressOfPid(62) });
    kernel.set('rwsem_waiter', kernel.waiterOf(61), { type: 1n });
    assert.deepEqual(summary(kernel.findWaits().get(61)), ['rw-semaphore', lock, 'read', 62, true]);
  });

  it('is a completion, which nobody holds', () => {
    const kernel = new FakeLocks();
    kernel.sleeper(61, 'waiting', inCompletion);
    const completion = kernel.allocate('completion');
    kernel.queue('completion', completion, 'swait_queue', [61]);
    kernel.connect();
    assert.deepEqual(summary(kernel.findWaits().get(61)), ['completion', completion, undefined, undefined]);
  });

  it('is a completion on the stack of the task that waits', () => {
    const kernel = new FakeLocks();
    kernel.sleeper(61, 'waiting', inCompletion);
    const completion = kernel.stackOf(61) + 0xc00n;
    kernel.queue('completion', completion, 'swait_queue', [61]);
    kernel.connect();
    assert.equal(kernel.findWaits().get(61)?.lock?.address, completion);
  });

  it('is the bit of a folio, by the record that hangs in a hash of queues', () => {
    const kernel = new FakeLocks();
    const task = kernel.sleeper(61, 'reader', inFolio);
    const record = kernel.waiterOf(61);
    const queue = kernel.allocate('list_head');
    kernel.set('wait_page_queue', record, {
      folio: 0xffff_ea00_0000_1000n,
      bit_nr: 7n,
      'wait.private': task,
    });
    kernel.link([queue, kernel.addressOf('wait_page_queue', record, 'wait.entry')]);
    kernel.connect();
    const wait = kernel.findWaits().get(61);
    assert.deepEqual(wait?.lock, { kind: 'folio', address: 0xffff_ea00_0000_1000n, bit: 7 });
  });

  it('names the function that wanted the lock', () => {
    const { kernel } = deadlock('head');
    const wait = kernel.findWaits().get(61);
    assert.equal(wait?.frame?.stackAddress, kernel.stackOf(61) + 0xb00n);
  });

  it('is nothing for a task that sleeps in no lock', () => {
    const kernel = new FakeLocks();
    kernel.sleeper(61, 'poller', ['__schedule', 'schedule', 'do_nanosleep', 'hrtimer_nanosleep']);
    kernel.connect();
    assert.equal(kernel.findWaits().get(61), undefined);
  });

  it('is a kind of lock alone where the dump lacks the stack, or the record is stale', () => {
    const { kernel } = deadlock('head');
    kernel.remove(kernel.stackOf(61));
    kernel.set('list_head', kernel.addressOf('mutex_waiter', kernel.waiterOf(63), 'list'), {
      next: 0n,
      prev: 0n,
    });
    const waits = kernel.findWaits();
    assert.deepEqual(summary(waits.get(61)), ['mutex', undefined, undefined, undefined]);
    assert.deepEqual(summary(waits.get(63)), ['mutex', undefined, undefined, undefined]);
  });

  it('leads to the circle of tasks that wait for each other, and not to who waits beside it', () => {
    const waits = [...deadlock('head').kernel.findWaits().values()].flatMap((wait) => wait ?? []);
    const [cycle, ...others] = findCycles(waits);
    assert.deepEqual(others, []);
    assert.deepEqual(
      cycle?.waits.map(({ task }) => task.pid),
      [61, 62],
    );
    assert.equal(cycle.isCertain, true);
  });
});
