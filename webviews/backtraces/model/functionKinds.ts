import type {
  SurveyedFrame,
  SurveyedStack,
  SurveyedTask,
} from '../../../core/protocol/panels/backtracesRequests';

/**
 * How a task gives its cpu away, by kernel/sched/core.c and kernel/time/*timeout.c of 4.19 to 6.12: the same in every stack
 * that waits.
 */
const scheduler =
  /^(__schedule|schedule|schedule_(timeout|hrtimeout)\w*|schedule_preempt_disabled|schedule_idle|io_schedule\w*|preempt_schedule\w*|__cond_resched|__switch_to(_asm)?|context_switch)$/;

/** Compilers put `.constprop.0`, `.isra.0`, `.cold` behind the name of a function that they changed. */
export function plainName(symbol: string): string {
  return symbol.replace(/\.(constprop|isra|part|cold|llvm)\b.*$/, '');
}

export function isSchedulerFrame({ symbol }: Pick<SurveyedFrame, 'symbol'>): boolean {
  return symbol !== undefined && scheduler.test(plainName(symbol));
}

/**
 * Frames from the innermost on that only tell that the task waits, with what was inlined there; 0 where that would be the
 * whole stack.
 */
export function schedulerDepth(
  frames: readonly (Pick<SurveyedFrame, 'symbol'> & { inlined?: true })[],
): number {
  let depth = 0;
  for (const [index, frame] of frames.entries()) {
    if (frame.inlined) continue;
    if (!isSchedulerFrame(frame)) return depth;
    depth = index + 1;
  }
  return 0;
}

/** What a stack is called by: the first function that is not the scheduler's. */
export function waitingIn({ frames }: SurveyedStack): SurveyedFrame | undefined {
  return frames[schedulerDepth(frames)];
}

/** Neither crashed nor waits for anything: an idle task of a cpu, or a thread of the kernel in its own state for that. */
export function isIdle({ pid, state, crashing }: SurveyedTask): boolean {
  return crashing !== true && (pid === 0 || state === 'I');
}
