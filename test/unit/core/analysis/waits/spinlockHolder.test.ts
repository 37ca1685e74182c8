import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import type { LockWait } from '../../../../../core/analysis/waits/lockWaits';
import { withLikelyHolders } from '../../../../../core/analysis/waits/spinlockHolder';
import type { Stacks } from '../../../../../core/kernel/tasks/stacks';
import type { Task } from '../../../../../core/kernel/tasks/task';
import { FakeTasks } from '../../../../support/fakeTasks';

const lockAddress = virtualAddress(0xffff_ffff_c000_1230n);

/** Tasks on cpus, each with the words of its stack: the first is below its innermost frame. */
function holderOf(stacks: readonly (readonly bigint[])[], waiting: readonly number[]): number | undefined {
  const kernel = new FakeTasks(2).connect();
  const tasks = stacks.map((words, index): Task => {
    const stackBase = kernel.allocate('list_head', 4);
    for (const [at, word] of words.entries())
      kernel.memory.write64(BigInt.asUintN(32, stackBase) + BigInt(at * 8), word);
    return { pid: index, address: virtualAddress(BigInt(index)), onCpu: true, stackBase } as unknown as Task;
  });
  const framesOf = ({ stackBase = virtualAddress(0n) }: Task): object[] =>
    [8n, 0x40n].map((at) => ({ pc: 0n, kind: 'call', stackAddress: stackBase + at }));
  const context = {
    objects: kernel.objects,
    tasks: new Map(tasks.map((task) => [task.address, task])),
    functionOf: () => undefined,
  };
  const source = { ofTask: (task: Task) => ({ backtrace: { frames: framesOf(task) } }) };
  const waits = waiting.map((index): LockWait => {
    const task = tasks[index];
    assert.ok(task);
    return { task, kind: 'spinlock', lock: { kind: 'spinlock', address: lockAddress } };
  });
  const [first] = withLikelyHolders(context, source as unknown as Stacks, waits);
  assert.notEqual(first?.holder?.isCertain, true);
  return first?.holder?.task.pid;
}

describe('who may hold a spinlock', () => {
  const holding = [0n, 1n, lockAddress];
  const below = [lockAddress, 0n, 1n];

  it('is the only other task on a cpu whose stack has its address', () => {
    assert.equal(holderOf([holding, holding, [2n]], [0]), 1);
  });

  it('is nobody who waits for it, too', () => {
    assert.equal(holderOf([holding, holding, holding], [0, 1]), 2);
    assert.equal(holderOf([holding, holding], [0, 1]), undefined);
  });

  it('is not told where two may, or where the address lies below what is on the stack', () => {
    assert.equal(holderOf([[0n], holding, holding], [0]), undefined);
    assert.equal(holderOf([[0n], below], [0]), undefined);
  });
});
