import type { Problem } from '../base/problem';
import type { FrameData } from './backtraceData';
import type { TaskData } from './taskData';

/** A task as others speak of it. */
export type TaskName = Pick<TaskData, 'pid' | 'comm' | 'task'>;

/** A task that waits for a lock; addresses are hex, and what the dump does not prove has no key. */
export interface LockWaitData extends TaskName, Pick<TaskData, 'state' | 'cpu'> {
  readonly kind:
    | 'mutex'
    | 'rw-semaphore'
    | 'semaphore'
    | 'rt-mutex'
    | 'completion'
    /** The lock or writeback bit of a page. */
    | 'folio'
    /** A bit of any other word. */
    | 'bit'
    | 'spinlock';
  /** Address of the lock; of the struct page, or of the word that has the bit. */
  readonly lock?: string;
  readonly bit?: number;
  /** The variable that the lock is, or is in. */
  readonly symbol?: string;
  /** Of the lock in that variable. */
  readonly offset?: string;
  /** Whose variable it is; absent for the kernel's own. */
  readonly module?: string;
  /** Only of rw-semaphores. */
  readonly mode?: 'read' | 'write';
  /** `certain` is false where the lock only tells who took it last. */
  readonly holder?: TaskName & { readonly certain: boolean };
  /** The function that wanted the lock. */
  readonly frame?: FrameData;
}

/** Tasks that wait for each other in a circle. */
export interface LockCycleData {
  /** False where a holder is not certain. */
  readonly certain: boolean;
  /** Each waits for a lock that the next one holds, the last for one of the first. */
  readonly waits: readonly LockWaitData[];
  /** The same as a sentence. */
  readonly text: string;
}

/** Who waits for whom. */
export interface LockWaitsData {
  readonly waits: readonly LockWaitData[];
  readonly cycles: readonly LockCycleData[];
  /** What could not be read, and why. */
  readonly problems: readonly Problem[];
}
