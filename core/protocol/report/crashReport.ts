import type { Problem } from '../../base/problem';
import type { CrashStacks } from '../crashStacks';
import type { LockWaitsData } from '../lockWaits';
import type { Overview } from '../overview';
import type { Verdict } from '../verdict';

/** All that a bug report needs, in one document: what `vmcore report --json` prints. */
export interface CrashReport extends Pick<CrashStacks, 'crashing' | 'cpus'> {
  /** What of the machine's owner and users is in it, each a few words: to be told before it is passed on. */
  readonly userData: readonly string[];
  /** With more of the log than the overview shows. */
  readonly overview: Overview;
  /** Absent where `problems` say why. */
  readonly verdict?: Verdict;
  readonly locks?: LockWaitsData;
  readonly problems: readonly Problem[];
}
