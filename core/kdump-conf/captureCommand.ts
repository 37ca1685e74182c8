import type { Reading } from './reading';
import { lookUp } from './reading';
import type { Target } from './target';
import { defaultKey } from './verdict';
import { words } from './whiteSpace';

const defaultCollectors: Readonly<Partial<Record<Target['distribution'], string>>> = {
  el6: 'makedumpfile -c --message-level 1 -d 31',
  el7: 'makedumpfile -l --message-level 1 -d 31',
  openeuler: 'makedumpfile -l --message-level 1 -d 31',
};

/** The core_collector that is given, or the release's own. */
export function collectorOf(reading: Reading): string {
  const given = lookUp(reading, 'core_collector')?.value ?? '';
  if (given !== '') return given;
  return defaultCollectors[reading.target.distribution] ?? 'makedumpfile -l --message-level 7 -d 31';
}

function isMakedumpfile(collector: string): boolean {
  return /^makedumpfile(\s|$)/.test(collector);
}

/** Whether the collector goes to the server by itself: scp; in RHEL 6 whatever is not makedumpfile. */
function copiesByItself(reading: Reading, collector: string): boolean {
  if (reading.target.distribution === 'el6') return !isMakedumpfile(collector);
  return words(collector)[0]?.text === 'scp';
}

/** What the dump is called on an ssh server (dump_ssh in dracut's kdump.sh): a stream is taken for a flattened one. */
export function fileOverSsh(reading: Reading): string {
  return copiesByItself(reading, collectorOf(reading)) ? 'vmcore' : 'vmcore.flat';
}

const threadsSince = 50;

/** Since 1.0.50 the capture script adds threads, unless it finds the letters -F or -E. */
function addsThreads({ distribution, release }: Target, command: string): boolean {
  return distribution === 'kdump-utils' && release >= threadsSince && !/-[FE]/.test(command);
}

/** The collector as the capture script starts it: with -F where it writes a stream, with threads where it may. */
function startedCollector(reading: Reading, streams: boolean): string {
  const collector = collectorOf(reading);
  if (!isMakedumpfile(collector)) return collector;
  const flat = streams && !/\s-F(\s|$)/.test(collector);
  const options = flat ? collector.replace(/^makedumpfile/, 'makedumpfile -F') : collector;
  return addsThreads(reading.target, options) ? `${options} --num-threads=$(nproc)` : options;
}

/** Where the dump goes: kind of the target, its name, and the directory of this dump. */
interface Place {
  readonly kind: string;
  readonly target?: string;
  readonly directory?: string;
}

/** The command as the capture script runs it. */
export function captureCommand(reading: Reading, { kind, target = '', directory = '' }: Place): string {
  const incomplete = `${directory}vmcore-incomplete`;
  const command = `${startedCollector(reading, kind === 'ssh' || kind === 'raw')} /proc/vmcore`;
  if (kind === 'raw') return `${command} | dd of=${target} bs=512`;
  if (kind !== 'ssh') return `${command} ${incomplete}`;
  const key = lookUp(reading, 'sshkey')?.value ?? defaultKey;
  const collector = collectorOf(reading);
  if (!copiesByItself(reading, collector))
    return `${command} | ssh -i ${key} ${target} "dd bs=512 of=${incomplete}"`;
  // Options of scp are not passed on, but in RHEL 6.
  const program = reading.target.distribution === 'el6' ? collector : 'scp';
  return `${program} -q -i ${key} /proc/vmcore ${target}:${incomplete}`;
}
