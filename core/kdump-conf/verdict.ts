import { dialectOf } from './dialects/dialectOf';
import { mountTarget, namesMount } from './checks/mounts';
import { isDumpTarget } from './directives/table';
import type { Finding } from './finding';
import type { MachineFacts } from './machineFacts';
import type { Reading } from './reading';
import { read } from './reading';
import type { ConfFile } from './syntaxTree';
import type { Target } from './target';

/** What a release's own parser makes of a file. */
export interface Verdict {
  readonly accepted: boolean;
  /** Where it stops; and where it would stop next once that is mended. */
  readonly stops: readonly Finding[];
  /** What it only mentions. */
  readonly mentions: readonly Finding[];
  readonly reading: Reading;
}

/** @param most how many findings of one check are wanted */
export function judge(file: ConfFile, target: Target, facts: MachineFacts = {}, most = Infinity): Verdict {
  const reading = read(file, target, dialectOf(target), facts, most);
  const findings = reading.dialect.checks.flatMap((check) => check(reading));
  const stops = findings.filter((finding) => finding.stops);
  const mentions = findings.filter((finding) => !finding.stops);
  return { accepted: stops.length === 0, stops, mentions, reading };
}

export const defaultPath = '/var/crash/';
export const defaultKey = '/root/.ssh/kdump_id_rsa';

/** The settings of kdump-utils as its parse_config holds them, for a file that it accepts. */
export function settings(reading: Reading): Map<string, string> {
  const values = new Map([
    ['sshkey', defaultKey],
    ['path', defaultPath],
  ]);
  for (const entry of reading.entries) {
    if (isDumpTarget(entry.option)) {
      values.set('_fstype', entry.option).set('_target', entry.value);
    } else if (entry.option === 'sshkey') {
      values.set('sshkey', reading.facts.files?.[entry.value]?.kind === 'file' ? entry.value : defaultKey);
    } else {
      values.set(entry.option, entry.value);
    }
    if (entry.option === 'default') values.set('failure_action', entry.value);
    if (namesMount(entry)) {
      const mount = mountTarget(entry.value);
      values.set('_fstype', mount.fileSystem).set('_target', mount.device);
    }
  }
  return values;
}
