import type { KernelLog } from '../../kernel/log/log';
import type { PanicLine } from '../../kernel/panic';
import type { Overview } from '../../protocol/overview';
import { logRecords } from './logRecords';

/** What an overview has room for, and what happened just before: that is often the reason. */
const overviewExtent = { records: 60, beforePanic: 15 };
/** Enough for an oops, and the tasks of every cpu that a lockup prints. */
const reportExtent = { records: 300, beforePanic: 40 };

/** The log's last words: its end, or where an oops is longer than that, the messages around its first line. */
export function readLogTail(log: KernelLog | undefined, panic: PanicLine | undefined): Overview['log'] {
  if (!log) return noLog;
  const { records, beforePanic } = overviewExtent;
  const lastWords = log.total - records;
  const aroundPanic = panic ? panic.logIndex - beforePanic : lastWords;
  return logPart(log, Math.min(lastWords, aroundPanic), records);
}

/** From before the panic to the end, as far as a report has room for it; without a panic the log's last words. */
export function readLogAroundPanic(
  log: KernelLog,
  panic: Pick<PanicLine, 'logIndex'> | undefined,
): Overview['log'] {
  const { records, beforePanic } = reportExtent;
  return logPart(log, panic ? panic.logIndex - beforePanic : log.total - overviewExtent.records, records);
}

const noLog: Overview['log'] = { count: 0, tail: [], tailStart: 0 };

function logPart(log: KernelLog, start: number, records: number): Overview['log'] {
  const tailStart = Math.max(0, start);
  const { overwrittenCount: overwritten } = log;
  return {
    count: log.total,
    tail: logRecords(log, tailStart, records),
    tailStart,
    ...(overwritten !== undefined && overwritten > 0 && { overwritten }),
  };
}
