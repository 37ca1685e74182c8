import type { DumpDiagnosis } from '../../core/protocol/dumpDiagnosis';
import { timeOf, type ListedDump } from './listedDump';

/** Dumps of the same crash, the newest first. */
export interface DumpGroup {
  /** The signature's. */
  readonly id: string;
  /** Of the newest. */
  readonly diagnosis: DumpDiagnosis;
  readonly dumps: readonly ListedDump[];
}

export type DumpRow = DumpGroup | ListedDump;

/** Dumps with equal signatures together, others alone; the newest crash first. */
export function groupDumps(dumps: readonly ListedDump[]): readonly DumpRow[] {
  const bySignature = new Map<string, ListedDump[]>();
  const alone: ListedDump[] = [];
  for (const dump of dumps) {
    const id = comparableSignature(dump);
    if (id === undefined) alone.push(dump);
    else bySignature.set(id, [...(bySignature.get(id) ?? []), dump]);
  }
  const rows: readonly DumpRow[] = [...alone, ...[...bySignature.values()].flatMap(rowOf)];
  return [...rows].sort((a, b) => newest(b) - newest(a));
}

/** Undefined where the signature names neither a function nor what was said: that is equal for unlike crashes. */
function comparableSignature({ diagnosis }: ListedDump): string | undefined {
  if (!diagnosis) return undefined;
  const { id, text } = diagnosis.signature;
  return text.includes(' ') ? id : undefined;
}

function rowOf(dumps: readonly ListedDump[]): DumpRow[] {
  const sorted = [...dumps].sort((a, b) => newest(b) - newest(a));
  const [first] = sorted;
  if (!first?.diagnosis) return sorted;
  const { diagnosis } = first;
  return sorted.length === 1 ? sorted : [{ id: diagnosis.signature.id, diagnosis, dumps: sorted }];
}

function newest(row: DumpRow): number {
  return 'dumps' in row ? Math.max(...row.dumps.map(newest)) : timeOf(row).value;
}
