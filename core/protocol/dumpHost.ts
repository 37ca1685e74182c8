import type { LogRecord, Overview } from './overview';

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

/** What the dump host asks or tells the extension host. */
export interface DumpHostEvents {
  /** One line for the output channel. */
  logLine: { params: { readonly level: 'info' | 'warn' | 'error'; readonly text: string }; result: null };
}
