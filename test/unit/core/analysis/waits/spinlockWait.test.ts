import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import type { LockWait } from '../../../../../core/analysis/waits/lockWaits';
import { findSpinning } from '../../../../../core/analysis/waits/spinlockWait';
import type { Task } from '../../../../../core/kernel/tasks/task';
import type { StackFrame } from '../../../../../core/unwind/stackFrame';
import { FakeTasks } from '../../../../support/fakeTasks';

const stack = ['nmi_handler', 'native_queued_spin_lock_slowpath', '_raw_spin_lock', 'wanting', 'vfs_write'];

interface Lock {
  readonly register: string;
  /** struct qspinlock as one number. */
  readonly value: bigint;
}

/** A cpu whose registers point to these locks while it spins. */
function spin(locks: readonly Lock[]): {
  readonly wait: LockWait | undefined;
  readonly at: readonly bigint[];
} {
  const kernel = new FakeTasks(2).connect();
  const registers = new Map<string, bigint>([['rax', 1n]]);
  const at = locks.map(({ register, value }) => {
    const address = kernel.allocate('list_head');
    kernel.memory.write64(BigInt.asUintN(32, address), value);
    registers.set(register, address);
    return address;
  });
  const frames = stack.map((_, index): StackFrame => {
    const place = virtualAddress(BigInt(index));
    const kind = index === 1 ? 'interrupted' : 'call';
    return { pc: place, stackAddress: place, kind, ...(kind === 'interrupted' && { registers }) };
  });
  const context = {
    objects: kernel.objects,
    tasks: new Map<bigint, Task>(),
    functionOf: ({ pc }: StackFrame) => stack[Number(pc)],
  };
  return { wait: findSpinning(context, { pid: 61 } as Task, frames), at };
}

const pending = 0x101n;
const free = 0n;
const queuedByCpu = (cpu: number): bigint => 1n | (BigInt(cpu + 1) << 18n);

describe('a cpu that spins for a spinlock', () => {
  for (const [name, value] of [
    ['pending', pending],
    ['queued', queuedByCpu(1)],
  ] as const) {
    it(`is ${name} at the lock that its registers point to`, () => {
      const { wait, at } = spin([
        { register: 'rdi', value },
        { register: 'rsi', value: free },
      ]);
      assert.deepEqual(wait?.lock, { kind: 'spinlock', address: at[0] });
      assert.equal(wait.frame?.pc, 3n);
      assert.equal(wait.holder, undefined);
    });
  }

  it('tests the lock that the slow path got, where a virtual machine queues for none', () => {
    const tested = spin([
      { register: 'rdi', value: 1n },
      { register: 'rsi', value: 1n },
    ]);
    assert.equal(tested.wait?.lock?.address, tested.at[0]);
    assert.equal(spin([{ register: 'rsi', value: 1n }]).wait?.lock, undefined);
  });

  for (const [name, locks] of [
    ['two registers may be it', [pending, queuedByCpu(1)]],
    ['a queue would end with a cpu that does not exist', [queuedByCpu(7)]],
    ['the lock has been given back meanwhile', [free]],
    ['the number is none of a spinlock', [0x6b6b_6b01n]],
  ] as const) {
    it(`leaves the lock unnamed where ${name}`, () => {
      const { wait } = spin(locks.map((value, index) => ({ register: `r${index + 10}`, value })));
      assert.equal(wait?.kind, 'spinlock');
      assert.equal(wait.lock, undefined);
    });
  }
});
