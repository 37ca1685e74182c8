import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../../core/base/address';
import { findCycles } from '../../../../../core/analysis/waits/cycles';
import type { LockWait } from '../../../../../core/analysis/waits/lockWaits';
import type { Task } from '../../../../../core/kernel/tasks/task';

const task = (pid: number): Task => ({ pid, address: virtualAddress(BigInt(pid)) }) as Task;

/** Task i waits for what task holders[i] holds; a task of undefined waits for nobody. */
function waitsOf(holders: readonly (number | undefined)[], isCertain = true): readonly LockWait[] {
  return holders.map((holder, pid) => ({
    task: task(pid),
    kind: 'mutex',
    ...(holder !== undefined && { holder: { task: task(holder), isCertain } }),
  }));
}

const pids = (waits: readonly LockWait[]): number[] => waits.map(({ task: { pid } }) => pid ?? -1);

describe('circles of waiting tasks', () => {
  it('hold those in the circle, and not those that lead into it', () => {
    const [cycle, ...others] = findCycles(waitsOf([1, 2, 3, 1]));
    assert.deepEqual([pids(cycle?.waits ?? []), others], [[1, 2, 3], []]);
  });

  it('hold a task that waits for itself', () => {
    assert.deepEqual(pids(findCycles(waitsOf([0]))[0]?.waits ?? []), [0]);
  });

  it('are as certain as the least certain holder', () => {
    assert.equal(findCycles(waitsOf([1, 0]))[0]?.isCertain, true);
    assert.equal(findCycles(waitsOf([1, 0], false))[0]?.isCertain, false);
  });

  it('are found each once, whoever waits for whom', () => {
    const holders = fc.array(fc.option(fc.nat(20), { nil: undefined }), { maxLength: 20 });
    fc.assert(
      fc.property(holders, (of) => {
        const found = findCycles(waitsOf(of)).map(({ waits }) => pids(waits));
        const inCycle = of.flatMap((_, pid) => (comesBack(of, pid) ? [pid] : []));
        assert.deepEqual(found.flat().sort(byNumber), inCycle);
        for (const cycle of found) {
          cycle.forEach((pid, index) => {
            assert.equal(of[pid], cycle[(index + 1) % cycle.length]);
          });
        }
      }),
    );
  });
});

/** Whether following the holders leads back to where it began. */
function comesBack(holders: readonly (number | undefined)[], start: number): boolean {
  let at = holders[start];
  for (let step = 0; step < holders.length && at !== undefined; step++) {
    if (at === start) return true;
    at = holders[at];
  }
  return false;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
