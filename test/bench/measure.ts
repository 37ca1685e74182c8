import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** One command whose whole run is timed, as a person at a terminal would meet it. */
export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Fed to standard input; crash takes its commands from there. */
  readonly input?: string;
  /** Proves that the command did its work: the run fails when standard output lacks it. */
  readonly mustPrint?: string;
}

export interface Measurement {
  readonly name: string;
  readonly medianMs: number;
  readonly bestMs: number;
  readonly peakMemoryMiB: number;
  readonly runs: number;
}

interface Run {
  readonly elapsedMs: number;
  readonly peakMemoryKiB: number;
}

/**
 * Runs the contenders in turn, round by round, so that whatever else the machine does falls on all of them alike.
 * The first round warms the page cache and is not counted.
 * @throws Error when a command fails or does not print what it must.
 */
export function measure(contenders: readonly Contender[], rounds: number): readonly Measurement[] {
  const runs = new Map<Contender, Run[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [contender, results] of runs) {
      const result = runOnce(contender);
      if (round > 0) results.push(result);
    }
  }
  return [...runs].map(([contender, results]) => summarise(contender.name, results));
}

function summarise(name: string, results: readonly Run[]): Measurement {
  const times = results.map((run) => run.elapsedMs).sort((a, b) => a - b);
  const peaks = results.map((run) => run.peakMemoryKiB);
  return {
    name,
    medianMs: times[Math.floor(times.length / 2)] ?? Number.NaN,
    bestMs: times[0] ?? Number.NaN,
    peakMemoryMiB: Math.max(...peaks) / 1024,
    runs: results.length,
  };
}

/** GNU time gives the peak memory of a child that has already gone; the clock is ours, as its own has 10 ms steps. */
function runOnce({ name, command, args, input, mustPrint }: Contender): Run {
  const started = process.hrtime.bigint();
  const child = spawnSync('/usr/bin/time', ['-f', '%M', '-q', command, ...args], {
    input: input ?? '',
    cwd: tmpdir(),
    maxBuffer: 1 << 30,
  });
  const elapsedMs = Number(process.hrtime.bigint() - started) / 1e6;
  const messages = child.stderr.toString();
  if (child.error || child.status !== 0) {
    throw new Error(`${name} failed (${String(child.status)}): ${child.error?.message ?? messages}`);
  }
  if (mustPrint !== undefined && !child.stdout.includes(mustPrint)) {
    throw new Error(`${name} did not print “${mustPrint}”`);
  }
  return { elapsedMs, peakMemoryKiB: Number(messages.trimEnd().split('\n').at(-1)) };
}
