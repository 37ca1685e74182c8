import {
  type Checks,
  count,
  flag,
  hexAddress,
  list,
  nothing,
  object,
  oneOf,
  optional,
  record,
  text,
} from './check';
import type { BacktraceData } from './backtraceData';
import type { CrashStacks } from './crashStacks';
import type { DumpDiagnosis } from './dumpDiagnosis';
import type { FileSummary } from './dumpSummary';
import type { LogChunk } from './logChunk';
import { disassemblyRequestChecks, type DisassemblyRequests } from './panels/disassemblyRequests';
import { backtracesRequestChecks, type BacktracesRequests } from './panels/backtracesRequests';
import { memoryRequestChecks, type MemoryRequests } from './panels/memoryRequests';
import {
  consoleEventChecks,
  consoleRequestChecks,
  type ConsoleEvents,
  type ConsoleRequests,
} from './panels/consoleRequests';
import { placeRequestChecks, type PlaceRequests } from './panels/placeRequests';
import { structureRequestChecks, type StructureRequests } from './panels/structureRequests';
import { tasksRequestChecks, type TasksRequests } from './panels/tasksRequests';
import type { LoadedModulesData } from './moduleData';
import type { Overview } from './overview';
import { contextParams, type ContextParams } from './taskContext';
import type { CrashReport } from './report/crashReport';
import type { Verdict } from './verdict';

/** The most that one answer carries; more is asked for in pages. */
export const maxLogChunkRecords = 100_000;
export const maxReadSizeBytes = 1024 * 1024;

/** What the dump host answers: one process per open dump. Each panel has a table of its own, which is part of it. */
export interface DumpHostRequests
  extends
    PlaceRequests,
    DisassemblyRequests,
    MemoryRequests,
    BacktracesRequests,
    TasksRequests,
    ConsoleRequests,
    StructureRequests {
  /** Opens the dump; asked once, first. */
  open: {
    params: { readonly path: string; readonly debuginfoPaths?: readonly string[] | undefined };
    result: Overview;
  };
  /** Opens a saved kernel log instead of a dump; only `logChunk` can be asked then. */
  openSavedLog: { params: { readonly path: string }; result: SavedLogInfo };
  /** What a list of dumps shows of a file, whatever it is; nothing stays open. */
  summarize: { params: { readonly path: string }; result: FileSummary };
  /** Why that dump's machine went down, for the same list; nothing stays open. */
  diagnose: { params: { readonly path: string }; result: DumpDiagnosis };
  /** Records [start, start + count) of the kernel log; fewer at its end. */
  logChunk: { params: { readonly start: number; readonly count: number }; result: LogChunk };
  /** Takes longer than `open`: symbols, types and unwind tables are read for it. */
  crashStacks: { params: null; result: CrashStacks };
  /**
   * The crashing task's stack with source lines and inlined functions; null where no debuginfo is found, in the usual
   * places or in these folders.
   */
  crashSource: { params: { readonly debuginfoPaths: readonly string[] }; result: BacktraceData | null };
  /** Why it crashed; comes after the stacks, which it is made from. */
  verdict: { params: null; result: Verdict };
  /** All about the crash, for whoever did not see it. */
  report: { params: null; result: CrashReport };
  /** Every loaded module. */
  modules: { params: null; result: LoadedModulesData };
  /** Bytes of memory, at user addresses of that task's process; those inside a gap are no data. */
  readMemory: {
    params: ContextParams & {
      readonly address: string;
      readonly sizeBytes: number;
      readonly physical: boolean;
    };
    result: { readonly data: Uint8Array; readonly gaps: readonly MemoryGap[] };
  };
  /** A message of the debug adapter protocol to the session of that name, which starts with its first one. */
  debugMessage: { params: DebugMessage; result: null };
  /** The session's client is gone. */
  endDebugging: { params: { readonly session: string }; result: null };
}

export interface DebugMessage {
  /** Chosen by the extension: several sessions can look at one dump. */
  readonly session: string;
  /** As the protocol defines it. */
  readonly message: unknown;
}

export interface SavedLogInfo {
  /** Records in the log. */
  readonly total: number;
  readonly panicRecord?: number;
}

/** Bytes that a read could not give; `offset` counts from the start of the read. */
export interface MemoryGap {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly reason: string;
  /** The sentence behind it, where there is more to say. */
  readonly detail?: string;
}

export const dumpHostChecks: Checks<DumpHostRequests> = {
  open: record({ path: text, debuginfoPaths: optional(list(text)) }),
  openSavedLog: record({ path: text }),
  summarize: record({ path: text }),
  diagnose: record({ path: text }),
  logChunk: record({ start: count(), count: count(maxLogChunkRecords) }),
  crashStacks: nothing,
  crashSource: record({ debuginfoPaths: list(text) }),
  verdict: nothing,
  report: nothing,
  modules: nothing,
  readMemory: record({
    address: hexAddress,
    sizeBytes: count(maxReadSizeBytes),
    physical: flag,
    ...contextParams,
  }),
  debugMessage: record({ session: text, message: object }),
  endDebugging: record({ session: text }),
  ...placeRequestChecks,
  ...disassemblyRequestChecks,
  ...backtracesRequestChecks,
  ...memoryRequestChecks,
  ...tasksRequestChecks,
  ...consoleRequestChecks,
  ...memoryRequestChecks,
  ...structureRequestChecks,
  ...tasksRequestChecks,
};

/** What the dump host asks or tells the extension host. */
export interface DumpHostEvents extends ConsoleEvents {
  /** One line for the output channel. */
  logLine: { params: { readonly level: 'info' | 'warn' | 'error'; readonly text: string }; result: null };
  debugMessage: { params: DebugMessage; result: null };
}

export const dumpHostEventChecks: Checks<DumpHostEvents> = {
  logLine: record({ level: oneOf('info', 'warn', 'error'), text }),
  debugMessage: record({ session: text, message: object }),
  ...consoleEventChecks,
};
