import type { SymbolTable } from '../../symbols/symbolTable';
import { readWhole, type KernelMemory, type WordLayout } from '../kernelMemory';

/** What the kernel's clocks showed at their last tick, in whole seconds. */
export interface KernelClocks {
  /** Since 1970. */
  readonly wallSeconds: number;
  /** Since boot, without the time spent suspended. */
  readonly uptimeSeconds: number;
}

/** struct timekeeper has 280 bytes or so; the sequence counter before it takes a few more. */
const searchedBytes = 512;
/** 2004; a machine whose clock stands before that has none worth showing. */
const earliestSeconds = 2n ** 30n;
const latestSeconds = 2n ** 36n;

/**
 * Reads `tk_core`. Where xtime_sec stands in struct timekeeper differs between releases, but ktime_sec and the seconds
 * of wall_to_monotonic have followed it since 3.19 (include/linux/timekeeper_internal.h), and the three are bound by
 * xtime_sec + wall_to_monotonic = ktime_sec, up to a second for the nanoseconds. No other words satisfy that.
 */
export function readKernelClocks(
  memory: KernelMemory,
  symbols: Pick<SymbolTable, 'findByName'>,
  words: WordLayout,
): KernelClocks | undefined {
  const address = symbols.findByName('tk_core')?.address;
  if (address === undefined || words.wordSizeBytes !== 8) return undefined;
  const core = readWhole(memory, address, searchedBytes, words);
  if (!core) return undefined;
  for (let offset = 0; core.covers(offset, 24); offset += 8) {
    const wall = core.u64(offset);
    const uptime = core.u64(offset + 8);
    const wallToMonotonic = BigInt.asIntN(64, core.u64(offset + 16));
    if (wall < earliestSeconds || wall > latestSeconds || uptime >= wall) continue;
    const difference = wall + wallToMonotonic - uptime;
    if (difference < -1n || difference > 1n) continue;
    return { wallSeconds: Number(wall), uptimeSeconds: Number(uptime) };
  }
  return undefined;
}
