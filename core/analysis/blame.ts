import type { CrashFrame } from './scene/crashFrame';
import { behindPanic } from './scene/crashPlace';
import { isEntry, isPlumbing } from './plumbing';

/** The first function that is not plumbing; undefined when the kernel's entry comes first. */
export function findGuilty<Frame extends Pick<CrashFrame, 'symbol'>>(
  frames: readonly Frame[],
): Frame | undefined {
  for (const frame of frames) {
    // What was called at NULL has no name: who called it has.
    if (frame.symbol === undefined) continue;
    if (isEntry(frame.symbol)) return undefined;
    if (!isPlumbing(frame.symbol)) return frame;
  }
  return undefined;
}

/**
 * How many frames of the stack that crashed only tell of the kernel going down: from panic() back to the first function
 * that is not plumbing. 0 where nothing went down there.
 */
export function countGoingDown(frames: readonly Pick<CrashFrame, 'symbol'>[]): number {
  const before = behindPanic(frames);
  const guilty = before.length < frames.length ? findGuilty(before) : undefined;
  return guilty ? frames.indexOf(guilty) : 0;
}
