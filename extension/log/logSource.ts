import type { Disposable } from '../../core/base/emitter';
import type { RequestOptions } from '../../core/protocol/connection';
import type { LogChunk } from '../../core/protocol/logChunk';
import type { LogPanelStart } from '../../core/protocol/logPanel';
import type { Overview } from '../../core/protocol/overview';
import type { DumpHost } from '../dumpHost/dumpHostProcess';
import type { OpenDump } from '../dumpHost/openDump';
import { whenOpen } from '../dumpHost/whenOpen';

export type LogInfo = Pick<LogPanelStart, 'total' | 'overwritten' | 'panicRecord' | 'bootTimeMs'>;

/** Where a log panel's records come from. */
export interface LogSource extends Disposable {
  info(): Promise<LogInfo>;
  /** Records [start, start + count); fewer at the log's end. */
  chunk(
    range: { readonly start: number; readonly count: number },
    options?: RequestOptions,
  ): Promise<LogChunk>;
  /** What stands behind the log's text; undefined where nothing but the text is there. */
  readonly dump?: OpenDump;
}

/** The log in a dump's memory. */
export function dumpLogSource(dump: OpenDump): LogSource {
  return {
    info: async () => overviewLogInfo(await whenOpen(dump)),
    chunk: (range, options) => dump.request('logChunk', range, options),
    dump,
    dispose: () => undefined,
  };
}

/** A log that was saved as text; the panel has a dump host of its own for it. */
export function savedLogSource(path: string, startHost: () => DumpHost): LogSource {
  const host = startHost();
  const opened = host.connection.request('openSavedLog', { path });
  // `info` hands the failure on; a panel closed before it asked wants none.
  opened.catch(() => undefined);
  return {
    info: () => opened,
    chunk: (range, options) => host.connection.request('logChunk', range, options),
    dispose: () => {
      host.stop();
    },
  };
}

function overviewLogInfo({ log, panic, crashTime, uptime }: Overview): LogInfo {
  return {
    total: log.count,
    ...(log.overwritten !== undefined && { overwritten: log.overwritten }),
    ...(panic && { panicRecord: panic.logIndex }),
    ...(crashTime && uptime && { bootTimeMs: Math.round((crashTime.value - uptime.value) * 1000) }),
  };
}
