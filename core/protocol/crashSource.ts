import type { BacktraceData } from './backtraceData';

/** The crashing task's stack with its source lines, as the overview page shows it. */
export interface CrashSource {
  readonly stack: BacktraceData;
  /** Indices of frames whose source file is there to be opened. */
  readonly openable: readonly number[];
}
