import {
  throwIfCancelled,
  type CancellationToken,
  type ProgressListener,
} from '../../core/base/cancellation';
import { LogDocument } from './logDocument';
import type { RecordTest } from './model/filterQuery';
import type { LogStore } from './model/logStore';
import { logText } from './model/logText';
import { matchingRecords } from './model/matchingRecords';

/** Records looked at before the page gets to breathe: a few milliseconds' worth. */
const sliceRecords = 20_000;

/**
 * A document of all loaded records that pass. Records that arrive meanwhile are in it, too.
 * @throws `cancelled`
 */
export async function filteredDocument(
  store: LogStore,
  test: RecordTest,
  token: CancellationToken,
  progress: ProgressListener,
): Promise<LogDocument> {
  const newestFirst: Uint32Array[] = [];
  let from = store.total;
  while (from > store.loadedFrom) {
    const to = from;
    from = Math.max(store.loadedFrom, to - sliceRecords);
    newestFirst.push(matchingRecords(store, test, from, to));
    progress(store.total - from, store.total - store.loadedFrom);
    await nextTask();
    throwIfCancelled(token);
  }
  return new LogDocument(logText(store, concatenated(newestFirst.reverse())));
}

function concatenated(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Lets input events and painting in; a timer would wait 4 ms each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
