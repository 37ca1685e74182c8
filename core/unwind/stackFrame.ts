import type { VirtualAddress } from '../base/address';

/**
 * How a frame's address came to be known, which decides what it means:
 * - `current`: registers of a cpu, the instruction it would execute next;
 * - `interrupted`: registers that an exception, interrupt or NMI saved, the instruction it came upon;
 * - `call`: a return address, the instruction after the call.
 */
export type FrameKind = 'current' | 'interrupted' | 'call';

/** Values by the names of the machine's own pt_regs. */
export type RegisterValues = ReadonlyMap<string, bigint>;

/** One function on a stack. */
export interface StackFrame {
  readonly pc: VirtualAddress;
  readonly kind: FrameKind;
  /**
   * Where on the stack the frame begins, as crash prints it: for `call` on x86-64 where the return address lies, else
   * the stack pointer; on arm64 the frame pointer.
   */
  readonly stackAddress: VirtualAddress;
  /** All that were saved with `pc`; absent for `call`. */
  readonly registers?: RegisterValues;
}

/** Where a task that does not run left the cpu. */
export interface SwitchedOut {
  readonly pc: bigint;
  readonly sp: bigint;
  /** The frame pointer register: rbp, x29, s0. */
  readonly fp: bigint;
  /** The task has not run yet: `pc` is where it will start, not where it will return to. */
  readonly isStart: boolean;
}

/** Why a backtrace has no further frame. */
export type StackEndKind =
  /** Where the kernel's own code says that nothing called it. */
  | 'bottom'
  /** The task came from user mode. */
  | 'user-mode'
  /** The dump lacks a part of the stack. */
  | 'stack-missing'
  /** Nothing tells how to go on from the last frame. */
  | 'no-unwind-data'
  /** Stacks of this machine are not unwound: the frame is where the cpu was when it was dumped, whoever called it. */
  | 'not-unwound'
  /** What the stack holds makes no sense there. */
  | 'damaged'
  /** More frames than any kernel stack has room for. */
  | 'too-deep';

export interface StackEnd {
  readonly kind: StackEndKind;
  /** One sentence with the numbers. */
  readonly message: string;
  /** Those of user mode. */
  readonly registers?: RegisterValues;
}

/** The functions on a kernel stack, innermost first. Frames that cannot be made sure of are left out. */
export interface Backtrace {
  readonly frames: readonly StackFrame[];
  readonly end: StackEnd;
}

/** Whether unwinding went as far as the stack goes. */
export function isWhole({ end }: Pick<Backtrace, 'end'>): boolean {
  return end.kind === 'bottom' || end.kind === 'user-mode';
}

/**
 * The address by which a frame's function is found. A call can be its function's last instruction (the callee never
 * returns); then the return address belongs to the next function already.
 */
export function lookupAddress({ pc, kind }: Pick<StackFrame, 'pc' | 'kind'>): VirtualAddress {
  return kind === 'call' && pc > 0n ? ((pc - 1n) as VirtualAddress) : pc;
}
