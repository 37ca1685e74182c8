import type { CrashFrame } from './scene/crashFrame';
import { isEntry, isPlumbing } from './plumbing';

/** The first function that is not plumbing; undefined when the kernel's entry comes first. */
export function findGuilty(frames: readonly CrashFrame[]): CrashFrame | undefined {
  for (const frame of frames) {
    // What was called at NULL has no name: who called it has.
    if (frame.symbol === undefined) continue;
    if (isEntry(frame.symbol)) return undefined;
    if (!isPlumbing(frame.symbol)) return frame;
  }
  return undefined;
}
