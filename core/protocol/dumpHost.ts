import { count, flag, hexAddress, record, text, type Checks } from './check';
import type { LogRecord, Overview } from './overview';

/** The most that one answer carries; more is asked for in pages. */
export const maxLogPageRecords = 20_000;
export const maxReadSizeBytes = 1024 * 1024;

/** What the dump host answers: one process per open dump. Extended by later panels. */
export interface DumpHostRequests {
  /** Opens the dump; asked once, first. */
  open: { params: { readonly path: string }; result: Overview };
  /** Records [start, start + count) of the kernel log; fewer at its end. */
  logPage: {
    params: { readonly start: number; readonly count: number };
    result: { readonly total: number; readonly start: number; readonly records: readonly LogRecord[] };
  };
  /** Raw bytes, for `read` and the memory view: base64, with gaps in bytes from the start. */
  readMemory: {
    params: { readonly address: string; readonly sizeBytes: number; readonly physical: boolean };
    result: {
      readonly data: string;
      readonly gaps: readonly {
        readonly offset: number;
        readonly sizeBytes: number;
        readonly reason: string;
      }[];
    };
  };
}

export const dumpHostChecks: Checks<DumpHostRequests> = {
  open: record({ path: text }),
  logPage: record({ start: count(), count: count(maxLogPageRecords) }),
  readMemory: record({ address: hexAddress, sizeBytes: count(maxReadSizeBytes), physical: flag }),
};

/** What the dump host asks or tells the extension host. */
export interface DumpHostEvents {
  /** One line for the output channel. */
  logLine: { params: { readonly level: 'info' | 'warn' | 'error'; readonly text: string }; result: null };
}
