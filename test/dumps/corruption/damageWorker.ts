import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { BlockCache } from '../../../core/dump/blockCache';
import { loadDisassembler } from '../../../core/disassembly/loadDisassembler';
import { WatchedSource } from './corruptedSource';
import { randomDamage } from './randomDamage';
import { readEverything, type Outcome } from './readEverything';

/** What a worker is to do: damage after damage to one dump. */
export interface DamageRun {
  readonly path: string;
  readonly architecture: string;
  readonly firstSeed: number;
  readonly count: number;
  /** Every how many dumps everything is read, not the log alone. */
  readonly deepEvery: number;
}

/** Said before each dump is opened, and once it has been read. */
export type DamageMessage =
  | { readonly seed: number }
  | { readonly seed: number; readonly outcome: Outcome; readonly cpuMs: number }
  | { readonly seed: number; readonly unexpected: string };

/** A thread of its own, so that one that hangs or eats all memory can be ended, and its seed told. */
async function run({ path, architecture, firstSeed, count, deepEvery }: DamageRun): Promise<void> {
  const bytes = readFileSync(path);
  const disassembler = await loadDisassembler(architecture);
  const watched = new WatchedSource(bytes);
  await readEverything(new BlockCache(watched), disassembler, true);
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    tell({ seed });
    const started = process.cpuUsage();
    try {
      const damaged = randomDamage(bytes, watched.reads, seed);
      const outcome = await readEverything(damaged, disassembler, seed % deepEvery === 0);
      const { user, system } = process.cpuUsage(started);
      tell({ seed, outcome, cpuMs: (user + system) / 1000 });
    } catch (error) {
      tell({ seed, unexpected: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}

function tell(message: DamageMessage): void {
  parentPort?.postMessage(message);
}

void run(workerData as DamageRun);
