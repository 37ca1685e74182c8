import type { Overview } from './overview';
import type { CrashKind, Verdict } from './verdict';

/** What only the dump's memory tells a list of dumps: it takes opening the dump and analysing the crash. */
export interface DumpDiagnosis extends Pick<Overview, 'release' | 'hostName' | 'crashTime'> {
  /** The line of the log that says why the machine went down. */
  readonly panic?: string;
  readonly kind: CrashKind;
  /** The verdict in one line. */
  readonly title: string;
  readonly signature: Verdict['signature'];
  readonly complete: boolean;
  readonly missing: readonly string[];
}

export function diagnosisOf(overview: Overview, { kind, title, signature }: Verdict): DumpDiagnosis {
  const { panic, release, hostName, crashTime, dump } = overview;
  return {
    ...(panic && { panic: panic.message }),
    ...(release !== undefined && { release }),
    ...(hostName !== undefined && { hostName }),
    ...(crashTime && { crashTime }),
    kind,
    title,
    signature,
    complete: dump.complete,
    missing: dump.missing,
  };
}
