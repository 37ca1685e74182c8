import { isSamePlace, type CrashFrame } from './crashFrame';
import type { Oops } from '../../kernel/oops/oops';

/** How a kernel goes down: what called the last of these is where it began. */
const goingDown =
  /^(v?panic|nmi_panic|oops_end|__?die|die|crash_kexec|__crash_kexec|arm64_serror_panic|mce_panic)(\.cold)?$/;
const framesSearched = 40;

/**
 * The stack from the place of the failure on. That is where the log says that the exception came upon the kernel, else
 * the caller of panic(), else the innermost function.
 * @returns undefined when the log names a place that is not on this stack: it is another task's
 */
export function framesFromPlace(
  frames: readonly CrashFrame[],
  place: Oops['place'],
): readonly CrashFrame[] | undefined {
  if (place) {
    const logged = { ...place, ...(place.address !== undefined && { pc: place.address }) };
    const index = frames.findIndex((frame) => frame.kind !== 'call' && isSamePlace(frame, logged));
    return index < 0 ? undefined : frames.slice(index);
  }
  return behindPanic(frames);
}

/** From the caller of panic() on; all where nothing went down there. */
export function behindPanic<Frame extends Pick<CrashFrame, 'symbol'>>(
  frames: readonly Frame[],
): readonly Frame[] {
  const last = frames
    .slice(0, framesSearched)
    .map(({ symbol }) => symbol !== undefined && goingDown.test(symbol))
    .lastIndexOf(true);
  return frames.slice(last + 1);
}

/**
 * What an interrupt or an NMI came upon: where a cpu was stuck. All of the frames when nothing was interrupted. The cpu
 * may have noticed that itself, and have been stopped in its own panic(): that is not where it was stuck.
 */
export function interruptedFrames(frames: readonly CrashFrame[]): readonly CrashFrame[] {
  const before = behindPanic(frames);
  const index = before.findIndex(({ kind }) => kind === 'interrupted');
  return index < 0 ? frames : before.slice(index);
}
