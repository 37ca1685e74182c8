import { unknownLevel } from '../../../core/protocol/overview';
import type { LogStore } from './logStore';

/** The log cut into slices of equal time (of equal record counts, where it has no timestamps). */
export interface Bursts {
  readonly counts: Uint32Array;
  /** Worst level in the slice; `unknownLevel` where it is empty or no record there has one. */
  readonly worst: Uint8Array;
  /** First record of the slice; that of the next one where it is empty. */
  readonly firstRecord: Uint32Array;
}

export function findBursts(store: LogStore, sliceCount: number): Bursts {
  const from = store.loadedFrom;
  const counts = new Uint32Array(sliceCount);
  const worst = new Uint8Array(sliceCount).fill(unknownLevel);
  const firstRecord = new Uint32Array(sliceCount).fill(store.total);
  const sliceOf = slicing(store, sliceCount);
  for (let record = from; record < store.total; record++) {
    const slice = sliceOf(record);
    counts[slice] = (counts[slice] ?? 0) + 1;
    worst[slice] = Math.min(worst[slice] ?? unknownLevel, store.level(record));
    firstRecord[slice] = Math.min(firstRecord[slice] ?? record, record);
  }
  fillFromNext(firstRecord, Math.max(0, store.total - 1));
  return { counts, worst, firstRecord };
}

/** Which slice a record falls into. */
export function slicing(store: LogStore, sliceCount: number): (record: number) => number {
  const from = store.loadedFrom;
  const startUs = store.timeUs(from);
  const spanUs = store.timeUs(store.total - 1) - startUs;
  const byTime = spanUs > 0;
  const span = byTime ? spanUs : Math.max(1, store.total - 1 - from);
  return (record) => {
    const position = byTime ? store.timeUs(record) - startUs : record - from;
    const slice = Math.floor((position / span) * sliceCount);
    return Number.isNaN(slice) ? 0 : Math.max(0, Math.min(sliceCount - 1, slice));
  };
}

function fillFromNext(firstRecord: Uint32Array, last: number): void {
  let next = last;
  for (let slice = firstRecord.length - 1; slice >= 0; slice--) {
    const own = firstRecord[slice] ?? next;
    if (own <= last) next = own;
    firstRecord[slice] = next;
  }
}
