import type { LogChunk } from '../../core/protocol/logChunk';
import type { LogStore } from './model/logStore';

/** Enough for the screen at the end of the log, and small enough to be there at once. */
const firstChunkRecords = 1000;
const chunkRecords = 20_000;

/** Records before the panic that are worth having on the first screen. */
const beforePanicRecords = 200;

export type RequestChunk = (start: number, count: number) => Promise<LogChunk>;

/**
 * Fills the store from the newest record backwards and tells of each chunk; the first one reaches back to the panic.
 * Asks for the next one while the last is being shown. Rejects as `request` does; called again, it goes on where it
 * stopped.
 */
export async function loadLog(
  store: LogStore,
  panicRecord: number | undefined,
  request: RequestChunk,
  onChunk: () => void,
): Promise<void> {
  const ask = (): Promise<LogChunk> | undefined => {
    const { loadedFrom, total } = store;
    if (loadedFrom === 0) return undefined;
    const wanted = loadedFrom === total ? firstCount(total, panicRecord) : chunkRecords;
    const count = Math.min(loadedFrom, wanted);
    return request(loadedFrom - count, count);
  };
  let next = ask();
  while (next) {
    store.addOlder(await next);
    next = ask();
    onChunk();
  }
}

function firstCount(total: number, panicRecord = total): number {
  return Math.min(chunkRecords, Math.max(firstChunkRecords, total - panicRecord + beforePanicRecords));
}
