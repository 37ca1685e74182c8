import type { Overview } from './overview';
import type { CrashKind, Verdict } from './verdict';

/** What only the dump's memory tells a list of dumps: it takes opening the dump and analysing the crash. */
export interface DumpDiagnosis extends Pick<Overview, 'release' | 'hostName' | 'crashTime'> {
  /** The line of the log that says why the machine went down. */
  readonly panic?: string;
  readonly kind: CrashKind;
  /** The verdict in one line. */
  readonly title: string;
  /** The function that the crash is laid to. */
  readonly guilty?: string;
  readonly signature: Verdict['signature'];
  readonly complete: boolean;
  readonly missing: readonly string[];
}

export function diagnosisOf(overview: Overview, verdict: Verdict): DumpDiagnosis {
  const { kind, title, guilty, signature } = verdict;
  const { panic, release, hostName, crashTime, dump } = overview;
  return {
    ...(panic && { panic: panic.message }),
    ...(release !== undefined && { release }),
    ...(hostName !== undefined && { hostName }),
    ...(crashTime && { crashTime }),
    kind,
    title,
    ...(guilty.function !== undefined && { guilty: guilty.function }),
    signature,
    complete: dump.complete,
    missing: dump.missing,
  };
}
