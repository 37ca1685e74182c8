import type { Problem } from '../base/problem';

/** A value together with where it was found, so that a view can say how far to trust it. */
export interface Sourced<Value> {
  readonly value: Value;
  /** "VMCOREINFO", "kdump header", "log", "kernel memory" … */
  readonly source: string;
}

export interface TaintFlag {
  readonly letter: string;
  /** "Out-of-tree module was loaded" */
  readonly meaning: string;
}

/** The `level` of a record whose level nothing tells, as in most saved logs. */
export const unknownLevel = 255;

/** One printk record, ready for display. Kept small: a log can have 500,000 of them. */
export interface LogRecord {
  /** 0 (emerg) – 7 (debug), or `unknownLevel`. */
  readonly level: number;
  readonly facility: number;
  /** Since boot, in microseconds; fits a double for 285 years. Undefined in saved text without timestamps. */
  readonly timeUs?: number;
  /** "T1234" (thread) or "C2" (cpu), where the kernel records callers. */
  readonly caller?: string;
  /** Text without prefix, may contain line feeds. Control characters are as the kernel stored them. */
  readonly text: string;
  /** "+pci:0000:00:03.0" and its like, and SUBSYSTEM, where the record names a device. */
  readonly device?: string;
  readonly subsystem?: string;
  /** The dump lacks the record's text: `text` is empty, but the kernel's was not. */
  readonly missing?: boolean;
}

export type DebuginfoState =
  | { readonly kind: 'found'; readonly path: string; readonly buildId: string }
  | { readonly kind: 'missing'; readonly buildId?: string; readonly lookedIn: readonly string[] }
  | { readonly kind: 'mismatch'; readonly path: string; readonly wanted: string; readonly found: string };

/** Everything the overview shows and `vmcore info --json` prints; stable and documented in README. */
export interface Overview {
  readonly path: string;
  readonly fileSizeBytes: number;
  /** The line that says why the machine went down, and its place in the log. */
  readonly panic?: { readonly message: string; readonly logIndex: number };
  readonly release?: string;
  readonly version?: string;
  readonly hostName?: string;
  readonly architecture: string;
  readonly buildId?: string;
  /** Seconds since 1970. */
  readonly crashTime?: Sourced<number>;
  /** Seconds since boot. */
  readonly uptime?: Sourced<number>;
  readonly cpus?: Sourced<number>;
  readonly memoryBytes?: Sourced<string>;
  readonly commandLine?: Sourced<string>;
  readonly taint?: Sourced<{ readonly mask?: string; readonly flags: readonly TaintFlag[] }>;
  /** Hex strings. */
  readonly kaslrOffset?: string;
  readonly memoryEncryptionMask?: string;
  readonly pageTableLevels?: number;
  readonly pageSizeBytes?: number;
  readonly dump: {
    readonly format: string;
    readonly headerVersion?: number;
    readonly compression: string;
    readonly dumpLevel?: number;
    /** What the level leaves out, in words. */
    readonly excluded: readonly string[];
    readonly flattened: boolean;
    readonly parts: readonly string[];
    readonly complete: boolean;
    readonly missing: readonly string[];
  };
  readonly deviceDumps: readonly { readonly name: string; readonly sizeBytes: number }[];
  readonly debuginfo: DebuginfoState;
  readonly log: {
    readonly count: number;
    readonly tail: readonly LogRecord[];
    readonly tailStart: number;
    /** Older records that the ring buffer had overwritten; undefined when nothing tells. */
    readonly overwritten?: number;
  };
  readonly problems: readonly Problem[];
}
