import { type Checks, count, flag, hexAddress, nothing, optional, record, text } from './check';
import type { BacktraceData } from './backtraceData';
import { maxLogChunkRecords, maxReadSizeBytes, type MemoryGap } from './dumpHost';
import type { LoadedModulesData } from './moduleData';
import type { LogRecord } from './overview';
import type { SymbolAnswer } from './symbolData';
import type { TaskContext } from './taskContext';
import type { TaskData } from './taskData';
import type { TypeLayout } from './typeData';
import type { Verdict } from './verdict';

/**
 * What a debug session answers beyond the debug adapter protocol, for clients that are more than a debugger. Documented in
 * debug-adapter/README.md.
 */
export interface DebugRequests {
  /** Tasks [start, start + count) in the order of their pids. */
  'vmcore/tasks': { params: Page; result: { readonly total: number; readonly tasks: readonly TaskData[] } };
  /** The stack of a thread of `threads`, with every register that is known. */
  'vmcore/backtrace': { params: { readonly threadId: number }; result: BacktraceData };
  /** Records [start, start + count) of the kernel log. */
  'vmcore/log': { params: Page; result: { readonly total: number; readonly records: readonly LogRecord[] } };
  'vmcore/memory': { params: MemoryQuestion; result: MemoryAnswer };
  /** A name, a pattern with * and ?, or an address in hex. */
  'vmcore/symbols': { params: { readonly query: string }; result: SymbolAnswer };
  /** `struct page`, `enum pid_type`, `pid_t`. */
  'vmcore/type': { params: { readonly name: string }; result: TypeLayout };
  'vmcore/modules': { params: null; result: LoadedModulesData };
  /** Why the machine crashed. */
  'vmcore/verdict': { params: null; result: Verdict };
  /** What the task that is set would be, with a thread or frame of the session: null where the dump tells no task. */
  'vmcore/contextOfFrame': {
    params: { readonly threadId: number; readonly frameId?: number | undefined };
    result: Pick<TaskContext, 'task' | 'frame'> | null;
  };
  /** Focuses the thread of a task, by a `stopped` event. */
  'vmcore/focusTask': { params: { readonly task: string }; result: { readonly threadId: number } };
  /** What crash prints for one of its commands. */
  'vmcore/crash': { params: { readonly line: string }; result: { readonly lines: readonly string[] } };
}

/** From the first on, and all that one answer carries, where the client does not say otherwise. */
export interface Page {
  readonly start?: number | undefined;
  readonly count?: number | undefined;
}

export interface MemoryQuestion {
  readonly address: string;
  readonly sizeBytes: number;
  /** A physical address is meant. */
  readonly physical?: boolean | undefined;
}

export interface MemoryAnswer {
  /** In base64; bytes inside of a gap are no data. */
  readonly data: string;
  readonly gaps: readonly MemoryGap[];
}

/** The most that one answer carries. */
export const maxTasksOfAnswer = 10_000;

export const debugRequestChecks: Checks<DebugRequests> = {
  'vmcore/tasks': record({ start: optional(count()), count: optional(count(maxTasksOfAnswer)) }),
  'vmcore/backtrace': record({ threadId: count() }),
  'vmcore/log': record({ start: optional(count()), count: optional(count(maxLogChunkRecords)) }),
  'vmcore/memory': record({
    address: hexAddress,
    sizeBytes: count(maxReadSizeBytes),
    physical: optional(flag),
  }),
  'vmcore/symbols': record({ query: text }),
  'vmcore/type': record({ name: text }),
  'vmcore/modules': nothing,
  'vmcore/verdict': nothing,
  'vmcore/contextOfFrame': record({ threadId: count(), frameId: optional(count()) }),
  'vmcore/focusTask': record({ task: hexAddress }),
  'vmcore/crash': record({ line: text }),
};
