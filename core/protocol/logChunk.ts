import type { LogRecord } from './overview';

/**
 * Consecutive records of the log, column by column: 500,000 of them cross two process boundaries, and an object
 * each would cost more than the text itself.
 */
export interface LogChunk {
  /** Index in the log of the first record here. */
  readonly start: number;
  /** 0 (emerg) – 7 (debug), or `unknownLevel`. */
  readonly levels: Uint8Array;
  /** Since boot, in microseconds; NaN where the log has no timestamp. */
  readonly timesUs: Float64Array;
  readonly texts: readonly string[];
  /** `LogRecord.caller` and `LogRecord.device`; left out when no record of the chunk has one. */
  readonly callers?: readonly (string | null)[];
  readonly devices?: readonly (string | null)[];
}

export function packLogChunk(start: number, records: readonly LogRecord[]): LogChunk {
  const callers = column(records, (record) => record.caller);
  const devices = column(records, (record) => record.device);
  return {
    start,
    levels: Uint8Array.from(records, (record) => record.level),
    timesUs: Float64Array.from(records, (record) => record.timeUs ?? NaN),
    texts: records.map((record) => record.text),
    ...(callers && { callers }),
    ...(devices && { devices }),
  };
}

function column(
  records: readonly LogRecord[],
  value: (record: LogRecord) => string | undefined,
): (string | null)[] | undefined {
  if (records.every((record) => value(record) === undefined)) return undefined;
  return records.map((record) => value(record) ?? null);
}
