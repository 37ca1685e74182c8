import type { Problem } from '../../base/problem';
import type { CrashStacks } from '../crashStacks';
import type { LockWaitsData } from '../lockWaits';
import type { ModuleData } from '../moduleData';
import type { Overview } from '../overview';
import type { Verdict } from '../verdict';

/** What tells one build of a module from another, and whose it is. */
export type ReportedModule = Pick<
  ModuleData,
  'name' | 'base' | 'sizeBytes' | 'taints' | 'version' | 'buildId'
>;

/** All that a bug report needs, in one document: what `vmcore report --json` prints. */
export interface CrashReport extends Pick<CrashStacks, 'crashing' | 'cpus'> {
  /** What of the machine's owner and users is in it, each a few words: to be told before it is passed on. */
  readonly userData: readonly string[];
  /** With more of the log than the overview shows. */
  readonly overview: Overview;
  /** Absent where `problems` say why. */
  readonly verdict?: Verdict;
  readonly locks?: LockWaitsData;
  /** The one loaded last first. */
  readonly modules: readonly ReportedModule[];
  readonly problems: readonly Problem[];
}
