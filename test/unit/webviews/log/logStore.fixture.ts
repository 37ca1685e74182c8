import { packLogChunk } from '../../../../core/protocol/logChunk';
import type { LogRecord } from '../../../../core/protocol/overview';
import { LogStore } from '../../../../webviews/log/model/logStore';

/** A record at info level, a second after the one before, unless told otherwise. */
export type SketchedRecord = string | (Partial<LogRecord> & { readonly text: string });

export function storeOf(sketch: readonly SketchedRecord[]): LogStore {
  const store = new LogStore(sketch.length);
  if (sketch.length > 0) store.addOlder(packLogChunk(0, sketch.map(recordOf)));
  return store;
}

function recordOf(sketch: SketchedRecord, index: number): LogRecord {
  const partial = typeof sketch === 'string' ? { text: sketch } : sketch;
  return { level: 6, facility: 0, timeUs: index * 1e6, ...partial };
}
