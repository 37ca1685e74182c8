import { virtualAddress } from '../../base/address';
import { readWhole } from '../../kernel/kernelMemory';
import type { Task } from '../../kernel/tasks/task';
import type { KernelObjects } from '../../types/kernelObjects';
import type { RegisterValues, StackFrame } from '../../unwind/stackFrame';
import { findHolder } from './lockHolder';
import type { Lock, LockWait } from './lockWaits';
import type { WaitContext } from './waitContext';

/** Where a cpu spins for a spinlock (kernel/locking/qspinlock.c). */
export const spinlockSlowPath = /^(native_|__pv_)?queued_spin_lock_slowpath/;
/** What stands between it and whoever wanted the lock. */
const ownFunctions =
  /^(native_|__pv_)?queued_spin_lock_slowpath|^_?_?raw_spin_lock|^do_raw_spin_lock|^_?spin_lock/;

/** Of a task that a cpu executed: whether it spun, and for which lock where its registers prove that. */
export function findSpinning(
  context: WaitContext,
  task: Task,
  frames: readonly StackFrame[],
): LockWait | undefined {
  const { functionOf, objects } = context;
  const at = frames.findIndex((frame) => spinlockSlowPath.test(functionOf(frame) ?? ''));
  const spinning = frames[at];
  if (!spinning) return undefined;
  const caller = frames.slice(at).find((frame) => !ownFunctions.test(functionOf(frame) ?? ''));
  const address = spinning.registers && findContendedLock(objects, spinning.registers);
  const lock: Lock | undefined =
    address === undefined ? undefined : { kind: 'spinlock', address: virtualAddress(address) };
  const holder = lock && findHolder(context, lock);
  return {
    task,
    kind: 'spinlock',
    ...(lock && { lock }),
    ...(holder && { holder }),
    ...(caller && { frame: caller }),
  };
}

/** The only spinlock among the values of the registers that is taken and waited for. */
function findContendedLock(objects: KernelObjects, registers: RegisterValues): bigint | undefined {
  const [lock, ...others] = new Set([...registers.values()].filter((value) => isContended(objects, value)));
  if (others.length > 0) return undefined;
  return lock ?? findTestedLock(objects, registers);
}

/**
 * In a virtual machine whose host does not help, cpus only test a spinlock until it is free (virt_spin_lock() of
 * arch/x86/include/asm/qspinlock.h): nothing but the slow path's own argument tells which one.
 */
function findTestedLock(objects: KernelObjects, registers: RegisterValues): bigint | undefined {
  const lock = registers.get('rdi');
  return lock !== undefined && lockWord(objects, lock) === takenAlone ? lock : undefined;
}

// struct qspinlock on machines with less than 16384 cpus (include/asm-generic/qspinlock_types.h).
const lockedByte = 0xff;
const pendingByte = 0xff00;
const tailCpuShift = 18;

/** Taken, and nobody queues for it. */
const takenAlone = 1;

/** Taken, and either one cpu pends or a queue of cpus has an end that exists. */
function isContended(objects: KernelObjects, address: bigint): boolean {
  const value = lockWord(objects, address) ?? 0;
  const pending = value & pendingByte;
  if ((value & lockedByte) !== 1 || (pending !== 0 && pending !== 0x100)) return false;
  const tailCpu = (value >>> tailCpuShift) - 1;
  return tailCpu < 0 ? pending !== 0 && value >>> 16 === 0 : objects.cpus.includes(tailCpu);
}

/** The number at what may be a lock's address. */
function lockWord({ memory, machine }: KernelObjects, address: bigint): number | undefined {
  const isKernelAddress = BigInt.asUintN(64, address) >> 63n === 1n;
  if (!isKernelAddress || (address & 3n) !== 0n) return undefined;
  return readWhole(memory, virtualAddress(address), 4, machine)?.u32(0);
}
