import type { LockKind } from './lockWaits';

/** What a sleeping task leaves on its stack and in the lock's queue. Paths are those of the kernel's own structs. */
export interface WaiterPlaces {
  readonly struct: string;
  /** The list_head by which it is queued. */
  readonly link: string;
  readonly task: string;
}

/** A kind of lock whose waiters sleep, each with a record on its stack that the lock leads to. */
export interface SleepingLock {
  readonly kind: LockKind;
  /** The lock's own functions, as the compiler may have left them on a stack. */
  readonly functions: RegExp;
  readonly waiter: WaiterPlaces;
  readonly lock: {
    readonly struct: string;
    /** The head of the waiters' list. */
    readonly queue: string;
    /** In its place since 7.1: the waiters' list has no head, the lock points to the first of them. */
    readonly firstWaiter?: string;
  };
}

/** A kind whose waiters are queued by a hash of what they wait for, which their own record names. */
export interface BitLock {
  readonly kind: 'folio' | 'bit';
  readonly functions: RegExp;
  readonly waiter: WaiterPlaces;
  /** The pointer to what has the bit: the first that this kernel has. */
  readonly target: readonly string[];
  readonly bit: string;
}

/** From kernel/locking/{mutex,rwsem,semaphore}.c and kernel/sched/completion.c, 5.4 to 7.2. */
export const sleepingLocks: readonly SleepingLock[] = [
  {
    kind: 'mutex',
    functions: /^(__)?(ww_)?mutex_lock/,
    waiter: { struct: 'mutex_waiter', link: 'list', task: 'task' },
    lock: { struct: 'mutex', queue: 'wait_list', firstWaiter: 'first_waiter' },
  },
  {
    kind: 'rw-semaphore',
    functions: /^(rwsem_down_|(__)?down_(read|write))/,
    waiter: { struct: 'rwsem_waiter', link: 'list', task: 'task' },
    lock: { struct: 'rw_semaphore', queue: 'wait_list', firstWaiter: 'first_waiter' },
  },
  {
    kind: 'semaphore',
    functions: /^(__)?down(_common|_interruptible|_killable|_timeout)?$/,
    waiter: { struct: 'semaphore_waiter', link: 'list', task: 'task' },
    lock: { struct: 'semaphore', queue: 'wait_list', firstWaiter: 'first_waiter' },
  },
  {
    kind: 'completion',
    functions: /^(__|do_)?wait_for_(common|completion)/,
    waiter: { struct: 'swait_queue', link: 'task_list', task: 'task' },
    lock: { struct: 'completion', queue: 'wait.task_list' },
  },
];

/** From mm/filemap.c (pages became folios in 5.16) and kernel/sched/wait_bit.c. */
export const bitLocks: readonly BitLock[] = [
  {
    kind: 'folio',
    functions: /^(__)?(folio_(wait|lock)|lock_page|wait_on_page)/,
    waiter: { struct: 'wait_page_queue', link: 'wait.entry', task: 'wait.private' },
    target: ['folio', 'page'],
    bit: 'bit_nr',
  },
  {
    kind: 'bit',
    functions: /^(__|out_of_line_)?wait_on_bit/,
    waiter: { struct: 'wait_bit_queue_entry', link: 'wq_entry.entry', task: 'wq_entry.private' },
    target: ['key.flags'],
    bit: 'key.bit_nr',
  },
];
