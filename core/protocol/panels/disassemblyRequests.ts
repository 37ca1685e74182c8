import { count, hexAddress, list, optional, record, text, type Checks } from '../check';
import type { RegisterData } from '../verdict';

/** What the dump host answers about code. */
export interface DisassemblyRequests {
  /** The function around the address; without one, the function that the crash is laid to. */
  disassembly: {
    params: {
      readonly address?: string | undefined;
      /** Whose frames are marked: the crashing task's when left out. */
      readonly task?: string | undefined;
      readonly frame?: number | undefined;
      readonly debuginfoPaths: readonly string[];
    };
    result: DisassemblyData;
  };
}

/** One function's code as it was in memory, with what the kernel had patched into it. Addresses are hex strings. */
export interface DisassemblyData {
  /** `schedule`, `nfs_wait [nfs]`. */
  readonly name: string;
  readonly start: string;
  readonly sizeBytes: number;
  /** The address that was asked for, or that the crash is laid to. */
  readonly address: string;
  readonly lines: readonly DisassemblyLine[];
}

export interface DisassemblyLine {
  readonly address: string;
  /** Absent where the dump lacks them. */
  readonly bytes?: Uint8Array;
  readonly text: string;
  /** `schedule+26`, as crash counts. */
  readonly symbol?: string;
  /** Where a direct jump or call leads; `symbol` as the kernel names the place. */
  readonly target?: { readonly address: string; readonly symbol?: string };
  /** Where in the source it stands, innermost inlined function first; absent where that is not known. */
  readonly source?: readonly SourcePlace[];
  /** A frame of the task is here. */
  readonly mark?: CodeMark;
}

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

export interface CodeMark {
  /** Of the stack, innermost 0. */
  readonly frame: number;
  /** `call`: the frame waits for that call. Otherwise the cpu was there. */
  readonly kind: 'current' | 'interrupted' | 'call';
  readonly pid?: number;
  readonly comm?: string;
  /** All of the frame's, where they are known. */
  readonly registers: readonly RegisterData[];
  /** Those of them that the instruction names. */
  readonly named: readonly string[];
  /** What the instruction accesses, where the registers tell. */
  readonly operandAddress?: string;
}

export const disassemblyRequestChecks: Checks<DisassemblyRequests> = {
  disassembly: record({
    address: optional(hexAddress),
    task: optional(hexAddress),
    frame: optional(count()),
    debuginfoPaths: list(text),
  }),
};
