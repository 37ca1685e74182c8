import type { LogChunk } from '../../core/protocol/logChunk';
import type { LogStore } from './model/logStore';

/** Enough for the screen at the end of the log, and small enough to be there at once. */
const firstChunkRecords = 1000;
const chunkRecords = 20_000;

/** Records before the panic that are worth having on the first screen. */
const beforePanicRecords = 200;

export type RequestChunk = (start: number, count: number) => Promise<LogChunk>;

/** Chunks asked for before the first of them is there: reading, passing on and showing then overlap. */
const chunksAhead = 3;

/**
 * Fills the store from the newest record backwards and tells of each chunk; the first one reaches back to the panic.
 * Rejects as `request` does; called again, it goes on where it stopped.
 */
export async function loadLog(
  store: LogStore,
  panicRecord: number | undefined,
  request: RequestChunk,
  onChunk: () => void,
): Promise<void> {
  let askedFrom = store.loadedFrom;
  const ahead: Promise<LogChunk>[] = [];
  while (store.loadedFrom > 0) {
    while (ahead.length < chunksAhead && askedFrom > 0) {
      const wanted = askedFrom === store.total ? firstCount(store.total, panicRecord) : chunkRecords;
      const start = Math.max(0, askedFrom - wanted);
      ahead.push(handled(request(start, askedFrom - start)));
      askedFrom = start;
    }
    const next = ahead.shift();
    if (!next) return;
    store.addOlder(await next);
    onChunk();
  }
}

/** One failure ends the loading; that those behind it fail as well is no news. */
function handled(chunk: Promise<LogChunk>): Promise<LogChunk> {
  chunk.catch(() => undefined);
  return chunk;
}

function firstCount(total: number, panicRecord = total): number {
  return Math.min(chunkRecords, Math.max(firstChunkRecords, total - panicRecord + beforePanicRecords));
}
