import type { KernelLog } from '../kernel/log';
import type { PanicLine } from '../kernel/panic';
import type { Overview } from '../protocol/overview';
import { logRecords } from './logRecords';

/** What an overview has room for. */
const shownRecords = 60;
/** What happened just before is often the reason. */
const recordsBeforePanic = 15;

/** The log's last words: its end, or where an oops is longer than that, the messages around its first line. */
export function readLogTail(log: KernelLog | undefined, panic: PanicLine | undefined): Overview['log'] {
  if (!log) return { count: 0, tail: [], tailStart: 0 };
  const lastWords = log.total - shownRecords;
  const aroundPanic = panic ? panic.logIndex - recordsBeforePanic : lastWords;
  const tailStart = Math.max(0, Math.min(lastWords, aroundPanic));
  const { overwrittenCount: overwritten } = log;
  return {
    count: log.total,
    tail: logRecords(log, tailStart, shownRecords),
    tailStart,
    ...(overwritten !== undefined && overwritten > 0 && { overwritten }),
  };
}
