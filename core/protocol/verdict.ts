import type { Problem } from '../base/problem';
import type { FrameData } from './backtraceData';

/**
 * What kind of crash it was, in stable words that scripts compare; titles are for people. `no-crash` is the dump of a
 * machine that ran; `unknown` is said where nothing proves a kind.
 */
export type CrashKind =
  | 'null-dereference'
  | 'wild-pointer'
  | 'use-after-free'
  | 'uninitialized-memory'
  | 'out-of-bounds'
  | 'double-free'
  | 'list-corruption'
  | 'memory-corruption'
  | 'stack-overflow'
  | 'stack-corruption'
  | 'bad-jump'
  | 'write-to-read-only'
  | 'general-protection'
  | 'divide-error'
  | 'invalid-opcode'
  | 'double-fault'
  | 'bug'
  | 'warning'
  | 'deadlock'
  | 'hung-task'
  | 'soft-lockup'
  | 'hard-lockup'
  | 'rcu-stall'
  | 'scheduling-while-atomic'
  | 'out-of-memory'
  | 'init-died'
  | 'root-not-mounted'
  | 'machine-check'
  | 'hardware-error'
  | 'nmi'
  | 'watchdog'
  | 'sysrq'
  | 'hypervisor'
  | 'panic'
  | 'oops'
  | 'no-crash'
  | 'unknown';

/** What a statement rests on; every one names a place that a view can jump to. Addresses are hex. */
export type Evidence =
  /** A record of the kernel's log, by its place there. */
  | { readonly kind: 'log'; readonly logIndex: number; readonly text: string }
  /** A place in memory, and what stands there. */
  | { readonly kind: 'address'; readonly address: string; readonly text: string }
  /** A function on the stack of the crashing task, innermost 0, or of the task named. */
  | { readonly kind: 'frame'; readonly index: number; readonly text: string; readonly pid?: number }
  | { readonly kind: 'register'; readonly name: string; readonly value: string }
  | { readonly kind: 'task'; readonly pid: number; readonly comm: string; readonly task?: string }
  | { readonly kind: 'module'; readonly name: string };

/** One thing worth knowing, with what shows it. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  /** `cause`: why it crashed; `suspicious`: may have to do with it; `note`: worth knowing when reading on. */
  readonly severity: 'cause' | 'suspicious' | 'note';
  /** One or two sentences. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** Who ran, or waited, where it went wrong. */
export interface GuiltyTask {
  readonly pid?: number;
  readonly comm?: string;
  readonly cpu?: number;
  /** Address of its task_struct. */
  readonly task?: string;
}

/** The function that the crash is laid to: the first on the stack that is no plumbing of the kernel's. */
export interface Guilty {
  readonly function?: string;
  readonly offset?: string;
  /** Absent for the kernel's own code. */
  readonly module?: string;
  /** As the log names it, else debuginfo: `lib/list_debug.c`. */
  readonly file?: string;
  readonly line?: number;
  readonly task?: GuiltyTask;
}

/** The instruction that could not be executed, or at which the cpu was found. */
export interface InstructionData {
  readonly pc: string;
  /** Hex digits. */
  readonly bytes: string;
  /** AT&T syntax on x86, as crash and objdump print it. */
  readonly text: string;
  /** Where the bytes come from: the dump's memory, or the `Code:` line of the log. */
  readonly source: 'memory' | 'log';
  /** What it accesses in memory, where it does. */
  readonly access?: MemoryAccess;
}

export interface MemoryAccess {
  /** As pt_regs names it; absent where the address is absolute. */
  readonly base?: string;
  readonly index?: string;
  readonly scale?: number;
  /** Decimal, with its sign. */
  readonly displacement: number;
  /** By the registers' values. */
  readonly address?: string;
  /** The C member that stands there; only where it is certain what the register points to. */
  readonly member?: {
    /** `struct foo` */
    readonly struct: string;
    /** `queue.lock`, `slots[3]` */
    readonly member: string;
    /** What the base register held, in C: `device->queue`. */
    readonly pointer: string;
    /** The parameter of the function that it began with. */
    readonly parameter: string;
  };
}

export interface RegisterData {
  readonly name: string;
  readonly value: string;
  /** `NULL`, a symbol, a task, a poison value …; absent where nothing is known of the value. */
  readonly meaning?: string;
  /** The instruction computes its address from it. */
  readonly isUsed?: boolean;
}

/** The address whose access failed. */
export interface FaultAddress {
  readonly value: string;
  /** `NULL + 0x18`, `not canonical`, `inside the guard page of a stack` … */
  readonly meaning?: string;
  readonly access?: 'read' | 'write' | 'execute';
}

/** A function on the stack; without `pc` where the log alone told of it. */
export type CrashFrameData = Pick<FrameData, 'symbol' | 'offset' | 'size' | 'module'> & {
  readonly pc?: string;
  /** Where `vmcore bt` shows it, innermost 0. */
  readonly index?: number;
};

/** A command of `vmcore` that shows more; FILE stands for the dump. */
export interface NextStep {
  readonly command: string;
  /** What it shows, a clause. */
  readonly why: string;
}

/** Why the machine went down, as far as the dump proves it; README documents it as the output of `analyze --json`. */
export interface Verdict {
  readonly kind: CrashKind;
  /** One line: "NULL pointer dereference in foo_write [foo]". */
  readonly title: string;
  /** A paragraph of plain sentences. */
  readonly summary: string;
  /** `certain` where the kernel itself says so; `probable` where it follows from what is in memory. */
  readonly confidence?: 'certain' | 'probable';
  readonly guilty: Guilty;
  /** What ran, or asked for something, when it happened, and is not to blame: an NMI came upon it. */
  readonly bystander?: Pick<Guilty, 'function' | 'offset' | 'module'>;
  readonly instruction?: InstructionData;
  readonly registers?: readonly RegisterData[];
  readonly address?: FaultAddress;
  /** The stack from the place of the failure on, innermost first. */
  readonly frames: readonly CrashFrameData[];
  /** Causes first. */
  readonly findings: readonly Finding[];
  /** Equal for the same crash on other machines and boots. */
  readonly signature: {
    /** Sixteen hex digits. */
    readonly id: string;
    /** What was hashed, for people: `null-dereference foo_write[foo] vfs_write ksys_write`. */
    readonly text: string;
  };
  readonly next: readonly NextStep[];
  /** What of the dump could not be used, and why. */
  readonly problems: readonly Problem[];
}
