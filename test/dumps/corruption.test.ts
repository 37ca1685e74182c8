import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DamageMessage, DamageRun } from './corruption/damageWorker';
import { requireDump } from './lab/labDump';

/** In the nightly run, or by hand: VMCORE_CORRUPTIONS=10000. */
const COUNT = Number(process.env['VMCORE_CORRUPTIONS'] ?? 2_000);
/** VMCORE_SEED=n repeats the run that began with n; a failure names the seed of its own dump. */
const FIRST_SEED = Number(process.env['VMCORE_SEED'] ?? 1);
const DEEP_EVERY = 4;
/** An intact dump takes 0.1 s; loaded machines take longer. */
const HANGS_AFTER_MS = 60_000;
const MAX_HEAP_MIB = 384;

/** Pages as they are, so that damage reaches structures; and compressed ones, which then do not inflate. */
const dumps = ['x86-6.1-kdump-plain-d31', 'x86-6.12-crash-deadlock', 'arm64-6.12-16k-crash-deadlock'];

interface Tally {
  read: number;
  withoutLog: number;
  deep: number;
  withoutStacks: number;
  slowestMs: number;
  readonly reasons: Map<string, number>;
}

describe('a dump after random damage', function () {
  this.timeout(1_800_000);

  for (const [index, name] of dumps.entries()) {
    it(`${name}: no hang, no crash, bounded memory, and a log or a reason`, async () => {
      const { path, arch } = requireDump(name);
      const count = Math.ceil(COUNT / dumps.length);
      const firstSeed = FIRST_SEED + index * count;
      const tally = await damageAll({ path, architecture: arch, firstSeed, count, deepEvery: DEEP_EVERY });
      assert.equal(tally.read, count);
      // Damage that never does any harm would prove nothing.
      assert.ok(tally.withoutLog > 0 && tally.reasons.size > 3, summary(name, tally));
      assert.ok(tally.withoutLog < count * 0.8, summary(name, tally));
      process.stdout.write(`      seeds ${firstSeed}–${firstSeed + count - 1}: ${summary(name, tally)}\n`);
    });
  }
});

function summary(name: string, { read, withoutLog, deep, withoutStacks, slowestMs, reasons }: Tally): string {
  const counted = [...reasons].sort(([, a], [, b]) => b - a).map(([code, times]) => `${code} ${times}`);
  return (
    `${name}: of ${read} dumps ${read - withoutLog} had a log, of ${deep} read wholly ${deep - withoutStacks} had ` +
    `stacks; the slowest took ${slowestMs.toFixed(0)} ms. ${counted.join(', ')}.`
  );
}

/** Runs them in a thread that is ended when one dump takes too long or too much memory. */
function damageAll(run: DamageRun): Promise<Tally> {
  const tally: Tally = {
    ...{ read: 0, withoutLog: 0, deep: 0, withoutStacks: 0, slowestMs: 0 },
    reasons: new Map(),
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'corruption', 'damageWorker.js'), {
      workerData: run,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    let seed = run.firstSeed;
    let watchdog: NodeJS.Timeout | undefined;
    const fail = (what: string): void => {
      clearTimeout(watchdog);
      void worker.terminate();
      reject(new Error(`VMCORE_SEED=${seed} VMCORE_CORRUPTIONS=1: ${what}`));
    };
    worker.on('message', (message: DamageMessage) => {
      seed = message.seed;
      clearTimeout(watchdog);
      watchdog = setTimeout(() => {
        fail(`still busy after ${HANGS_AFTER_MS / 1000} s`);
      }, HANGS_AFTER_MS);
      if ('unexpected' in message) fail(message.unexpected);
      if (!('outcome' in message)) return;
      count(tally, run, message);
      if (message.outcome.messages === 0 && message.outcome.reasons.length === 0)
        fail('neither a log nor a reason');
    });
    worker.on('error', (error) => {
      fail(String(error));
    });
    worker.on('exit', () => {
      clearTimeout(watchdog);
      resolve(tally);
    });
  });
}

function count(
  tally: Tally,
  { deepEvery }: DamageRun,
  { seed, outcome, cpuMs }: Extract<DamageMessage, { outcome: unknown }>,
): void {
  const { messages, stacks, reasons } = outcome;
  tally.read++;
  if (messages === 0) tally.withoutLog++;
  if (seed % deepEvery === 0) {
    tally.deep++;
    if (stacks === 0) tally.withoutStacks++;
  }
  tally.slowestMs = Math.max(tally.slowestMs, cpuMs);
  for (const reason of reasons) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
}
