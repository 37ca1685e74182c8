/** What a task was doing, as `ps` tells it. */
export interface TaskState {
  /** The kernel's own letter (fs/proc/array.c, task_state_array). */
  readonly letter: string;
  readonly name: string;
}

// Bits of task_struct.__state and exit_state, include/linux/sched.h since 4.14; kernels with BTF are all younger.
const interruptible = 0x1;
const uninterruptible = 0x2;
const noLoad = 0x400;
const rtLockWait = 0x1000;
const frozen = 0x8000;

const running: TaskState = { letter: 'R', name: 'running' };
const disk: TaskState = { letter: 'D', name: 'uninterruptible' };
const idle: TaskState = { letter: 'I', name: 'idle' };

/** The highest bit that is set counts. */
const byBit: readonly (readonly [bit: number, state: TaskState])[] = [
  [0x40, { letter: 'P', name: 'parked' }],
  [0x20, { letter: 'Z', name: 'zombie' }],
  [0x10, { letter: 'X', name: 'dead' }],
  [0x8, { letter: 't', name: 'traced' }],
  [0x4, { letter: 'T', name: 'stopped' }],
  [uninterruptible, disk],
  [interruptible, { letter: 'S', name: 'interruptible' }],
];

/** @param exitState exit_state: zombie and dead stand there, not in the state itself */
export function taskState(state: number, exitState: number): TaskState {
  const isIdle = (state & (uninterruptible | noLoad)) === (uninterruptible | noLoad);
  if (isIdle && exitState === 0) return idle;
  // A frozen task and one that waits for a sleeping lock of PREEMPT_RT are neither woken by signals.
  if ((state & (rtLockWait | frozen)) !== 0 && exitState === 0) return disk;
  const bits = state | exitState;
  return byBit.find(([bit]) => (bits & bit) !== 0)?.[1] ?? running;
}
