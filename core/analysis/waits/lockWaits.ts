import type { VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import type { Task } from '../../kernel/tasks/task';
import type { StackFrame } from '../../unwind/stackFrame';

/** `folio` and `bit` are the bit locks of pages and of anything else (wait_on_bit()). */
export type LockKind =
  'mutex' | 'rw-semaphore' | 'semaphore' | 'rt-mutex' | 'completion' | 'folio' | 'bit' | 'spinlock';

/** What a task waits for, proved by the kernel's own structures. */
export interface Lock {
  readonly kind: LockKind;
  /** Of the lock; for `folio` of the struct page, for `bit` of the word that has the bit. */
  readonly address: VirtualAddress;
  readonly bit?: number;
}

export interface LockHolder {
  readonly task: Task;
  /**
   * Whether the lock says that this task holds it. A rw-semaphore held by readers names only the one that came last,
   * a semaphore the one that took it last: both may have given it back. A spinlock names nobody.
   */
  readonly isCertain: boolean;
}

/** One task that waits. */
export interface LockWait {
  readonly task: Task;
  readonly kind: LockKind;
  /** Undefined where the stack shows what kind of lock it is and the dump does not prove which one. */
  readonly lock?: Lock;
  /** Only of rw-semaphores. */
  readonly mode?: 'read' | 'write';
  /** Undefined where nobody holds it, or where locks of this kind do not tell. */
  readonly holder?: LockHolder;
  /** The function that wanted the lock: the first on the stack that is none of the lock's own. */
  readonly frame?: StackFrame;
}

/** Tasks that wait for each other in a circle, each for a lock that the next one holds. */
export interface LockCycle {
  readonly waits: readonly LockWait[];
  /** False where any of the holders is not certain. */
  readonly isCertain: boolean;
}

/** Who waits for whom. */
export interface LockWaits {
  readonly waits: readonly LockWait[];
  readonly cycles: readonly LockCycle[];
  readonly problems: readonly Problem[];
}
