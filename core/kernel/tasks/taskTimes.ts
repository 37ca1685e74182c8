import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';

/** How a task spent its time, in nanoseconds; undefined where the dump does not tell. */
export interface TaskTimes {
  /** On a cpu in user mode and in the kernel, as the timer's ticks or the entries into the kernel were counted. */
  readonly userNs: bigint | undefined;
  readonly systemNs: bigint | undefined;
  /** Able to run, while another task had the cpu. */
  readonly waitedForCpuNs: bigint | undefined;
  /** How often it gave the cpu up by itself, and how often it lost it. */
  readonly voluntarySwitches: number | undefined;
  readonly involuntarySwitches: number | undefined;
}

/** @param task a `struct task_struct` */
export function readTaskTimes(task: TypedObject): TaskTimes {
  return {
    userNs: ifKnown(() => task.member('utime').value),
    systemNs: ifKnown(() => task.member('stime').value),
    waitedForCpuNs: ifKnown(() => task.member('sched_info').member('run_delay').value),
    voluntarySwitches: ifKnown(() => task.member('nvcsw').number),
    involuntarySwitches: ifKnown(() => task.member('nivcsw').number),
  };
}
