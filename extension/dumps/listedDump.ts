import type { ErrorData } from '../../core/base/errors';
import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import type { DumpSummary } from '../../core/protocol/dumpSummary';
import type { Sourced } from '../../core/protocol/overview';

/** A dump as the list knows it; a split set is one. */
export interface ListedDump {
  /** Of the file to open; the first part of a split set. */
  readonly path: string;
  readonly modifiedMs: number;
  readonly sizeBytes: number;
  /** Absent where it cannot be opened. */
  readonly summary?: DumpSummary;
  /** Absent until its memory was read. */
  readonly diagnosis?: DumpDiagnosis;
  readonly isBeingRead?: true;
  /** Why there is no summary, or no diagnosis. */
  readonly error?: ErrorData;
}

/** All files that belong to it. */
export function filesOf({ path, summary }: ListedDump): readonly string[] {
  return summary?.parts ?? [path];
}

/** Kernels call a machine so that nobody named (UTS_NODENAME). */
const namelessHost = '(none)';

export function hostOf({ summary, diagnosis }: ListedDump): string | undefined {
  const name = diagnosis?.hostName ?? summary?.hostName;
  return name === namelessHost || name === '' ? undefined : name;
}

/** When it crashed, in seconds since 1970; else when the file was written, which is said in `source`. */
export function timeOf({ summary, diagnosis, modifiedMs }: ListedDump): Sourced<number> {
  return diagnosis?.crashTime ?? summary?.crashTime ?? { value: modifiedMs / 1000, source: 'file' };
}

export function isIncomplete({ summary, diagnosis }: ListedDump): boolean {
  return diagnosis ? !diagnosis.complete : summary?.completeness === 'incomplete';
}

/** What crashed: the verdict in one line, else the panic line; undefined until its memory was read. */
export function crashOf({ diagnosis }: ListedDump): string | undefined {
  return diagnosis?.kind === 'unknown' ? diagnosis.panic : diagnosis?.title;
}
