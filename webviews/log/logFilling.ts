import { errorData } from '../../core/base/errors';
import type { LogPanelStart } from '../../core/protocol/logPanel';
import type { Overlay } from '../shared/overlay';
import type { StatusLine } from '../shared/statusLine';
import type { LogDocument } from './logDocument';
import { loadLog } from './logLoader';
import type { LogStore } from './model/logStore';
import type { PageHost } from './pageHost';
import { strings } from './strings';

/** What is filled, and what tells of it. */
interface FilledLog {
  readonly start: LogPanelStart;
  readonly host: Pick<PageHost, 'request'>;
  readonly store: LogStore;
  readonly whole: LogDocument;
  readonly line: StatusLine;
  readonly overlay: Overlay;
  /** Records [from, to) have arrived. */
  arrived(from: number, to: number): void;
}

/** Fills a log from its newest record backwards. Goes on where it stopped when called again. */
export async function fillLog(log: FilledLog): Promise<void> {
  const { start, host, store, whole, line, overlay } = log;
  line.clearNote();
  let loadedTo = store.loadedFrom;
  try {
    await loadLog(
      store,
      start.panicRecord,
      (first, count) => host.request('logChunk', { start: first, count }),
      () => {
        log.arrived(store.loadedFrom, loadedTo);
        loadedTo = store.loadedFrom;
      },
    );
  } catch (error) {
    const { message, nextStep } = errorData(error);
    const retry = { label: strings.retry, run: () => void fillLog(log) };
    if (whole.isEmpty) overlay.showMessage(message, nextStep, retry);
    else line.showNote(`${message} ${nextStep}`, retry);
  }
}
