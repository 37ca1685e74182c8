import { decodeText, type KernelLog } from '../../kernel/log/log';
import { callerName } from '../../kernel/log/logText';
import type { LogRecord } from '../../protocol/overview';

/** Records [start, start + count) of the log, fewer at its end, in the form that crosses process boundaries. */
export function logRecords(log: KernelLog, start: number, count: number): LogRecord[] {
  const first = Math.max(0, start);
  const end = Math.min(log.total, first + Math.max(0, count));
  const records: LogRecord[] = [];
  for (let index = first; index < end; index++) records.push(logRecord(log, index));
  return records;
}

export function logRecord(log: KernelLog, index: number): LogRecord {
  const { text, level, facility, timeUs, callerId } = log.entry(index);
  const decoded = decodeText(text);
  return {
    level,
    facility,
    ...(timeUs !== undefined && { timeUs }),
    ...(callerId !== undefined && { caller: callerName(callerId) }),
    text: decoded ?? '',
    ...log.device(index),
    ...(decoded === undefined && { missing: true }),
  };
}
