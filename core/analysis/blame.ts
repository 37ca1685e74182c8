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

/** A function of a stack that may have been inlined into the next one, which the rules do not know by name then. */
interface StackedFunction extends Pick<CrashFrame, 'symbol'> {
  readonly inlined?: boolean;
}

/**
 * How many frames of the stack that crashed only tell of the kernel going down: from panic() back to the first function
 * that is not plumbing. 0 where nothing went down there.
 */
export function countGoingDown(frames: readonly StackedFunction[]): number {
  const compiled = frames.filter(({ inlined }) => !inlined);
  const before = behindPanic(compiled);
  const guilty = before.length < compiled.length ? findGuilty(before) : undefined;
  const last = guilty && compiled[compiled.indexOf(guilty) - 1];
  return last ? frames.indexOf(last) + 1 : 0;
}
