import { panicTask, type PanicTask } from '../cpus/panicCpu';

/** A place in code as the kernel's log names it: `name+0x1a/0x30 [module]`, or the bare address. */
export interface LoggedPlace {
  readonly symbol?: string;
  readonly offset?: bigint;
  readonly sizeBytes?: bigint;
  readonly module?: string;
  readonly address?: bigint;
  readonly logIndex: number;
}

/** A line of the kernel's own Call Trace that it was sure of: without `?`. */
export interface LoggedFrame extends LoggedPlace {
  /** `interrupted`: an exception or interrupt came upon it there. */
  readonly kind: 'interrupted' | 'call';
}

/** The bytes around the instruction, of the line `Code:`. */
export interface LoggedCode {
  readonly bytes: Uint8Array;
  /** Where the instruction begins in `bytes`. */
  readonly offset: number;
  readonly logIndex: number;
}

/** What the cpu said about an access that failed. */
export interface LoggedFault {
  readonly address?: { readonly value: bigint; readonly logIndex: number };
  readonly access?: { readonly kind: 'read' | 'write' | 'execute'; readonly logIndex: number };
  /** The page was there, but did not allow it. */
  readonly isPermission?: boolean;
}

/** What the kernel printed when it crashed, as far as it came. */
export interface Oops {
  readonly firstLogIndex: number;
  readonly lastLogIndex: number;
  readonly task?: PanicTask & { readonly logIndex: number };
  /** Where it happened in the kernel; absent for a panic that the kernel called itself. */
  readonly place?: LoggedPlace;
  /** At that place, by the names of the machine's pt_regs. */
  readonly registers: ReadonlyMap<string, bigint>;
  readonly code?: LoggedCode;
  readonly fault: LoggedFault;
  readonly trace: readonly LoggedFrame[];
}

/** What is gathered while the lines go by. */
export type OopsInProgress = { -readonly [Part in keyof Oops]: Oops[Part] } & {
  registers: Map<string, bigint>;
  trace: LoggedFrame[];
  /** Lines with registers belong to `place`, not to user mode or to code further out. */
  ownsRegisters: boolean;
  traceState: 'before' | 'inside' | 'behind';
};

/** Understands one line; true when it is its kind. */
export type OopsLineReader = (line: string, logIndex: number, oops: OopsInProgress) => boolean;

export const readTaskLine: OopsLineReader = (line, logIndex, oops) => {
  const task = panicTask(line);
  if (!task) return false;
  oops.task ??= { ...task, logIndex };
  return true;
};
