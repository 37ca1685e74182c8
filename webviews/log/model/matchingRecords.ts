import type { RecordTest } from './filterQuery';
import type { LogStore } from './logStore';

/** Records of [from, to) that pass, ascending. Callers cut a long log into ranges and rest in between. */
export function matchingRecords(store: LogStore, test: RecordTest, from: number, to: number): Uint32Array {
  const matches = new Uint32Array(to - from);
  let count = 0;
  for (let record = from; record < to; record++) {
    if (test(store, record)) matches[count++] = record;
  }
  return matches.slice(0, count);
}
