import type { Handlers } from '../../core/protocol/connection';
import type { DumpHostRequests } from '../../core/protocol/dumpHost';
import { findPanic } from '../../core/kernel/panic';
import { logRecords } from '../../core/report/log/logRecords';
import { readOverview } from '../../core/report/overview';
import { readSavedLog } from '../../core/report/log/savedLog';
import type { DumpSession } from './dumpSession';

export function openHandlers(
  session: DumpSession,
): Pick<Handlers<DumpHostRequests>, 'open' | 'openSavedLog'> {
  return {
    open: async ({ path, debuginfoPaths }, context) => {
      const kernel = await session.openDump(path, context, debuginfoPaths && { debuginfoPaths });
      session.log = {
        get total() {
          return kernel.log.total;
        },
        read: (start, count) => logRecords(kernel.log, start, count),
      };
      return readOverview(kernel);
    },
    openSavedLog: ({ path }) => {
      const log = readSavedLog(path);
      session.log = { total: log.total, read: (start, count) => log.records.slice(start, start + count) };
      const panic = findPanic(log);
      return { total: log.total, ...(panic && { panicRecord: panic.logIndex }) };
    },
  };
}
