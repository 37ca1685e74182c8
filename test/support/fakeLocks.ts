import { virtualAddress } from '../../core/base/address';
import { findSleepingWait } from '../../core/analysis/waits/sleepingWait';
import type { LockWait } from '../../core/analysis/waits/lockWaits';
import type { WaitContext } from '../../core/analysis/waits/waitContext';
import { readTasks } from '../../core/kernel/tasks/tasks';
import type { StackFrame } from '../../core/unwind/stackFrame';
import { imageAt } from './fakeObjects';
import { FakeTasks } from './fakeTasks';
import { lockTypes, type QueueForm } from './lockTypes';

const waiterPlace = 0x800n;

/** What a task sleeps in: the functions on its stack, innermost first, each with 0x100 bytes of it. */
const stackStart = 0x700n;
const frameSizeBytes = 0x100n;

/** A kernel whose tasks wait for locks, their records on their stacks. */
export class FakeLocks extends FakeTasks {
  private readonly stacks = new Map<
    number,
    { readonly stack: bigint; readonly functions: readonly string[] }
  >();

  constructor(readonly form: QueueForm = 'head') {
    super(2, lockTypes(form));
    this.symbols.set('__start_init_stack', imageAt);
    this.symbols.set('__end_init_stack', imageAt + 0x1000n);
  }

  /** A task that sleeps in these functions. */
  sleeper(pid: number, comm: string, functions: readonly string[]): bigint {
    const stack = this.allocate('stack_page');
    this.stacks.set(pid, { stack, functions });
    return this.process(pid, comm, { __state: 2n, stack });
  }

  stackOf(pid: number): bigint {
    return this.stacks.get(pid)?.stack ?? 0n;
  }

  waiterOf(pid: number): bigint {
    return this.stackOf(pid) + waiterPlace;
  }

  /** Puts the tasks' records into the lock's queue, in this order. */
  queue(lockStruct: string, lock: bigint, waiterStruct: string, pids: readonly number[]): void {
    const [linkPath, taskPath] = waiterStruct === 'swait_queue' ? ['task_list', 'task'] : ['list', 'task'];
    const links = pids.map((pid) => {
      const waiter = this.waiterOf(pid);
      this.set(waiterStruct, waiter, { [taskPath]: this.addressOfPid(pid) });
      return this.addressOf(waiterStruct, waiter, linkPath);
    });
    const headPath = lockStruct === 'completion' ? 'wait.task_list' : 'wait_list';
    if (this.form === 'head' || lockStruct === 'completion') {
      this.link([this.addressOf(lockStruct, lock, headPath), ...links]);
      return;
    }
    this.link(links);
    const [first = 0] = pids;
    this.set(lockStruct, lock, { first_waiter: this.waiterOf(first) });
    // Registers that schedule() saved: what leads to the lock, and what leads as far before the waiter's own link.
    const queuePlace = this.addressOf(lockStruct, lock, 'first_waiter') - lock;
    for (const pid of pids) {
      this.word(this.stackOf(pid) + stackStart + 0x40n, lock);
      const link = this.addressOf(waiterStruct, this.waiterOf(pid), linkPath);
      this.word(this.stackOf(pid) + stackStart + 0x48n, link - queuePlace);
    }
  }

  word(address: bigint, value: bigint): void {
    this.memory.write64(BigInt.asUintN(32, address), value);
  }

  addressOfPid(pid: number): bigint {
    const task = this.pidAddress(pid);
    if (task === undefined) throw new Error(`no pid ${pid}`);
    return task;
  }

  /** What each sleeper waits for, by pid; call it after `connect`. */
  findWaits(): ReadonlyMap<number, LockWait | undefined> {
    const { tasks } = readTasks(this.objects);
    const names = new Map<bigint, string>();
    const context: WaitContext = {
      objects: this.objects,
      tasks: new Map(tasks.map((task) => [task.address, task])),
      functionOf: ({ pc }) => names.get(pc),
    };
    return new Map(
      tasks.flatMap((task) => {
        const sleeper = this.stacks.get(task.pid ?? -1);
        if (!sleeper || task.pid === undefined) return [];
        return [[task.pid, findSleepingWait(context, task, this.frames(sleeper, names))]];
      }),
    );
  }

  private frames(
    { stack, functions }: { readonly stack: bigint; readonly functions: readonly string[] },
    names: Map<bigint, string>,
  ): readonly StackFrame[] {
    return functions.map((name, index) => {
      const pc = virtualAddress(0xffff_ffff_8200_0000n + BigInt(names.size));
      names.set(pc, name);
      const stackAddress = virtualAddress(stack + stackStart + BigInt(index) * frameSizeBytes);
      return { pc, kind: 'call', stackAddress };
    });
  }
}
