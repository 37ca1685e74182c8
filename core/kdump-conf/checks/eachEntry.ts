import type { Finding } from '../finding';
import type { Entry } from '../readers/entry';
import type { Check, Reading } from '../reading';

/** The state of a release's loop over the options: what it has met and taken so far. */
export interface Scan {
  readonly reading: Reading;
  readonly seen: Map<string, Entry>;
  /** How many findings there are so far. */
  readonly found: number;
}

export type EntryCheck = (entry: Entry, scan: Scan) => Finding | undefined;

/** The loop over all options: each goes through the checks until one has something to say, and counts if none has. */
export function eachEntry(...checks: readonly EntryCheck[]): Check {
  return (reading) => {
    const findings: Finding[] = [];
    const seen = new Map<string, Entry>();
    for (const entry of reading.entries) {
      if (findings.length >= reading.most) break;
      if (entry.option === '' || entry.option.startsWith('#')) continue;
      const finding = firstFinding(checks, entry, { reading, seen, found: findings.length });
      if (finding === undefined) seen.set(entry.option, entry);
      else findings.push(finding);
    }
    return findings;
  };
}

function firstFinding(checks: readonly EntryCheck[], entry: Entry, scan: Scan): Finding | undefined {
  for (const check of checks) {
    const finding = check(entry, scan);
    if (finding !== undefined) return finding;
  }
  return undefined;
}
