import { lookupAddress, type StackFrame } from '../../unwind/stackFrame';

/** Where the kernel's linker script puts the scheduler's own functions, the waiting for mutexes among them, and spinlocks'. */
const sections = ['__sched_text', '__lock_text'] as const;

/** Finds the function that a sleeping task waits in: the first on its stack that is none of the scheduler's. */
export type FindWaitChannel = (frames: readonly StackFrame[]) => StackFrame | undefined;

/**
 * What /proc/PID/wchan names (get_wchan(), in_sched_functions() of kernel/sched/core.c), but for the assembly on the way
 * into another task, which the kernel's own unwinder does not come through.
 * @param nameOf of the function at a frame
 */
export function waitChannelFinder(
  findAddress: (symbol: string) => bigint | undefined,
  nameOf: (frame: StackFrame) => string | undefined,
): FindWaitChannel {
  const ranges = sections.flatMap((section) => {
    const start = findAddress(`${section}_start`);
    const end = findAddress(`${section}_end`);
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
  const isScheduler = (frame: StackFrame): boolean => {
    const at = lookupAddress(frame);
    return ranges.some(({ start, end }) => at >= start && at < end);
  };
  return (frames) =>
    frames.find(
      (frame) =>
        !isScheduler(frame) && !/^_?_?(?:switch_to|schedule$|cpu_switch_to)/.test(nameOf(frame) ?? ''),
    );
}
