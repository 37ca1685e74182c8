import { count, flag, hexAddress, list, nothing, oneOf, optional, record, text, type Checks } from './check';
import { maxLogChunkRecords } from './dumpHost';
import type { LogChunk } from './logChunk';

/** What the log panel asks of the extension. */
export interface LogPanelRequests {
  /** Asked once, first: what the panel must know before any record. */
  start: { params: null; result: LogPanelStart };
  /** Records [start, start + count); fewer at the log's end. */
  logChunk: { params: { readonly start: number; readonly count: number }; result: LogChunk };
  /** Puts text on the clipboard: a webview may not while it lacks the focus. */
  copyText: { params: { readonly text: string }; result: null };
  /** Opens the log as a native text editor, the cursor at this record. */
  openAsText: { params: { readonly record: number }; result: null };
  followLink: { params: LogLink; result: null };
  /** Of a dump's log: over the history of all its views, and where a text leads. */
  back: { params: null; result: null };
  forward: { params: null; result: null };
  goTo: { params: { readonly text: string; readonly beside: boolean }; result: null };
  /** The pid of the task that commands mean; null where none is known, as in a saved log. */
  contextTask: { params: null; result: { readonly pid: number | null } };
  /** What each address is or points to; null where nothing is known of it, as in a saved log. */
  describeAddresses: {
    params: { readonly addresses: readonly string[] };
    result: { readonly meanings: readonly (string | null)[] };
  };
  /** Copies an oops for a bug report: with the kernel that printed it, and source lines where debuginfo is found. */
  copyOops: { params: { readonly lines: readonly string[] }; result: null };
}

/** What the extension tells a log panel that is open. */
export interface LogPanelEvents {
  /** Commands of the palette, the context menu and the person's own keybindings. */
  run: { params: { readonly command: LogCommand }; result: null };
  /** Shows one record, as when a log line of the overview is chosen. */
  reveal: { params: { readonly record: number }; result: null };
}

/** Each is contributed as `vmcore.log.<name>` and answered by the panel. */
export const logCommands = [
  'find',
  'findNext',
  'findPrevious',
  'filter',
  'clearFilter',
  'copy',
  'copyMarkdown',
  'goToPanic',
  'previousOops',
  'copyOops',
  'onlyCaller',
  'onlyTask',
  'onlyDevice',
  'cycleTime',
  'toggleWordWrap',
  'followLink',
  'openAsText',
] as const;
export type LogCommand = (typeof logCommands)[number];

export interface LogPanelStart {
  readonly fileName: string;
  /** Whether other views show the same dump; a log that was saved has none. */
  readonly hasViews: boolean;
  /** Records in the log. */
  readonly total: number;
  /** Older records that the ring buffer had overwritten before the crash; undefined when nothing tells. */
  readonly overwritten?: number;
  /** Index of the record that says why the machine went down. */
  readonly panicRecord?: number;
  /** Wall-clock time of boot, in milliseconds since 1970, where crash time and uptime are known. */
  readonly bootTimeMs?: number;
  /** The page keeps it as `restoreKey` of its saved state: after a reload it says which log this panel showed. */
  readonly restoreKey: string;
  /** The setting `vmcore.singleKeyShortcuts`. */
  readonly singleKeyShortcuts: boolean;
}

/** Something in the text that another view can explain. */
export interface LogLink {
  readonly kind: 'symbol' | 'address' | 'task' | 'module';
  /** `func+0x1a/0x30`, 16 hex digits, a pid, or a module's name, as they stand in the log. */
  readonly text: string;
  /** `[module]` behind a symbol, without the brackets. */
  readonly module?: string | undefined;
}

export const logPanelChecks: Checks<LogPanelRequests> = {
  start: nothing,
  logChunk: record({ start: count(), count: count(maxLogChunkRecords) }),
  copyText: record({ text }),
  openAsText: record({ record: count() }),
  describeAddresses: record({ addresses: list(hexAddress) }),
  copyOops: record({ lines: list(text) }),
  contextTask: nothing,
  back: nothing,
  forward: nothing,
  goTo: record({ text, beside: flag }),
  followLink: record({ kind: oneOf('symbol', 'address', 'task', 'module'), text, module: optional(text) }),
};
