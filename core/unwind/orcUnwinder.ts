import { formatAddress, virtualAddress, type VirtualAddress } from '../base/address';
import type { SymbolTable } from '../symbols/symbolTable';
import { collectFrames } from './collectFrames';
import { findCallTarget } from './callSite';
import type { OrcEntry } from './orcEntry';
import type { OrcTables } from './orcTables';
import type { ReturnProbes } from './returnProbes';
import { bottom, damaged, noUnwindData, userMode } from './stackEnds';
import type { Backtrace, RegisterValues, StackEnd, StackFrame, SwitchedOut } from './stackFrame';
import { StackEnded, type StackMemory } from './stackMemory';
import { isX86UserMode, x86IretFrame, x86PtRegs } from './x86PtRegs';

/** What unwinding knows in one frame: unwind_state of arch/x86/kernel/unwind_orc.c. */
interface OrcState extends Omit<StackFrame, 'stackAddress'> {
  readonly sp: VirtualAddress;
  readonly bp: bigint;
  /** The general registers here, as far as an exception's entry code may need them. */
  readonly general: RegisterValues | undefined;
  /** `pc` is no return address. */
  readonly isExact: boolean;
  /** Whose stack it is, where that is known. */
  readonly task: VirtualAddress | undefined;
}

/**
 * Unwinds x86-64 kernel stacks by the tables that the kernel's makers computed from its machine code (ORC, since
 * 4.14), the way unwind_next_frame() of 7.1 does, through entries of exceptions, interrupts and NMIs and across
 * stacks.
 */
export class OrcUnwinder {
  constructor(
    private readonly stack: StackMemory,
    private readonly tables: OrcTables,
    private readonly symbols: Pick<SymbolTable, 'findByAddress'>,
    private readonly probes: ReturnProbes,
  ) {}

  /**
   * @param registers of a cpu, by the names of pt_regs
   * @param task the task_struct of what that cpu executed
   */
  unwindFrom(registers: RegisterValues, task?: VirtualAddress): Backtrace {
    if (isX86UserMode(registers)) return { frames: [], end: userMode(registers) };
    return this.unwind(stateOf(registers, 'current', { general: registers, task }));
  }

  unwindSwitchedOut({ pc, sp, fp, isStart }: SwitchedOut, task?: VirtualAddress): Backtrace {
    return this.unwind({
      task,
      pc: virtualAddress(pc),
      sp: virtualAddress(sp),
      bp: fp,
      kind: isStart ? 'current' : 'call',
      isExact: isStart,
      general: undefined,
    });
  }

  private unwind(first: OrcState): Backtrace {
    return collectFrames(first, {
      callerOf: (state) => this.callerOf(state),
      frameOf,
      placeOf: ({ sp }) => sp,
    });
  }

  /** @throws StackEnded where there is none, or none to be made sure of */
  private callerOf(state: OrcState): OrcState {
    const entry = this.entryOf(state);
    if (entry.type === 'end-of-stack') throw new StackEnded(bottom);
    if (entry.type === 'undefined') stop(noUnwindData(state.pc, 'the kernel has no unwind data for it'));
    const sp = this.previousSp(state, entry);
    const caller = this.frameAbove(state, entry, sp);
    if (this.isBackwards(state, caller)) {
      stop(damaged(`The stack leads downwards to ${formatAddress(caller.sp)}.`));
    }
    return caller;
  }

  private entryOf(state: OrcState): OrcEntry {
    const { pc, isExact, kind } = state;
    if (isExact && !this.tables.hasCode(pc)) return returnOnTop;
    const entry = this.tables.find(isExact ? pc : pc - 1n);
    if (entry?.type === 'undefined' && kind === 'current') return this.entryByCaller(state) ?? entry;
    return entry ?? stop(noUnwindData(pc, 'the dump has no unwind data for it'));
  }

  /**
   * __crash_kexec() saves registers in its own middle, and is exempt from unwind data (STACK_FRAME_NON_STANDARD).
   * The end of its frame is where the address lies that the call of this very function returns to; its frame has been
   * cleared below, so nothing stale can stand there.
   */
  private entryByCaller({ pc, sp }: OrcState): OrcEntry | undefined {
    const start = this.symbols.findByAddress(pc)?.address;
    for (let spOffset = 8; start !== undefined && spOffset <= largestExemptFrameBytes; spOffset += 8) {
      const returnAddress = this.stack.word(sp + BigInt(spOffset) - 8n);
      if (!this.tables.hasCode(returnAddress - 1n)) continue;
      if (findCallTarget(this.stack, returnAddress) === start) return { ...returnOnTop, spOffset };
    }
    return undefined;
  }

  /** The stack pointer before the call, or the address of the saved registers. */
  private previousSp(state: OrcState, { spRegister, spOffset, type }: OrcEntry): bigint {
    const offset = BigInt(spOffset);
    switch (spRegister) {
      case 'sp':
        return state.sp + offset;
      case 'bp':
        return state.bp + offset;
      case 'bp-indirect':
        return this.stack.word(state.bp + offset);
      case 'sp-indirect':
        // Until 5.11 entry code alone used it, with the offset ahead of the read (commit 87ccc826bf1c).
        return type === 'call' ? this.stack.word(state.sp) + offset : this.stack.word(state.sp + offset);
      case 'ax':
      case 'dx':
      case 'di':
      case 'r10':
      case 'r13':
        return this.generalRegister(state, spRegister);
      case 'prev-sp':
      case 'undefined':
        return stop(damaged(`The unwind data of ${formatAddress(state.pc)} names no stack pointer.`));
    }
  }

  private generalRegister({ general, pc }: OrcState, register: keyof typeof generalNames): bigint {
    const value = general?.get(generalNames[register]);
    return value ?? stop(noUnwindData(pc, `register ${register} of that place was not saved`));
  }

  private frameAbove(state: OrcState, entry: OrcEntry, sp: bigint): OrcState {
    if (entry.type === 'regs') {
      const registers = this.stack.named(sp, x86PtRegs);
      return this.interrupted(state, registers, registers);
    }
    if (entry.type === 'regs-partial') {
      const interrupted = this.interrupted(state, this.stack.named(sp, x86IretFrame), state.general);
      return { ...interrupted, bp: this.previousBp(state, entry, sp, state.general) };
    }
    return this.caller(state, entry, sp);
  }

  private caller(state: OrcState, entry: OrcEntry, sp: bigint): OrcState {
    return {
      pc: this.returnAddress(state, virtualAddress(sp - 8n)),
      sp: virtualAddress(sp),
      bp: this.previousBp(state, entry, sp, undefined),
      kind: 'call',
      isExact: entry.signal,
      general: undefined,
      task: state.task,
    };
  }

  private returnAddress({ pc, task }: OrcState, place: VirtualAddress): VirtualAddress {
    const onStack = virtualAddress(this.stack.word(place));
    const address = this.probes.isTrampoline(onStack)
      ? (this.probes.findReturnAddress(task, place) ??
        stop(noUnwindData(pc, 'a probe has put its own return address there')))
      : onStack;
    if (!this.tables.hasCode(address - 1n)) {
      const where = `at ${formatAddress(place)}`;
      stop(
        damaged(
          `The return address ${formatAddress(virtualAddress(address))} ${where} is not in the kernel's code.`,
        ),
      );
    }
    return virtualAddress(address);
  }

  private interrupted(
    state: OrcState,
    registers: RegisterValues,
    general: RegisterValues | undefined,
  ): OrcState {
    if (isX86UserMode(registers)) throw new StackEnded(userMode(registers));
    return stateOf(registers, 'interrupted', { general, task: state.task }, state.bp);
  }

  private previousBp(
    state: OrcState,
    { bpRegister, bpOffset }: OrcEntry,
    sp: bigint,
    general: RegisterValues | undefined,
  ): bigint {
    if (bpRegister === 'prev-sp') return this.stack.word(sp + BigInt(bpOffset));
    if (bpRegister === 'bp') return this.stack.word(state.bp + BigInt(bpOffset));
    return general?.get('rbp') ?? state.bp;
  }

  /** Callers lie above, except across stacks, which never share a page. */
  private isBackwards(state: OrcState, caller: OrcState): boolean {
    return caller.sp >> 12n === state.sp >> 12n && caller.sp <= state.sp;
  }
}

const generalNames = { ax: 'rax', dx: 'rdx', di: 'rdi', r10: 'r10', r13: 'r13' } as const;

/** Saved registers take 168 bytes of it. */
const largestExemptFrameBytes = 512;

/**
 * A cpu that executes what is not code was called there through a wrong pointer, NULL most often: the return address
 * is on top of the stack (null_orc_entry of unwind_orc.c).
 */
const returnOnTop: OrcEntry = {
  spOffset: 8,
  bpOffset: 0,
  spRegister: 'sp',
  bpRegister: 'undefined',
  type: 'call',
  signal: false,
};

function stateOf(
  registers: RegisterValues,
  kind: 'current' | 'interrupted',
  { general, task }: Pick<OrcState, 'general' | 'task'>,
  bp = 0n,
): OrcState {
  return {
    pc: virtualAddress(registers.get('rip') ?? 0n),
    sp: virtualAddress(registers.get('rsp') ?? 0n),
    bp: registers.get('rbp') ?? bp,
    kind,
    registers,
    general,
    task,
    isExact: true,
  };
}

function frameOf({ pc, sp, kind, registers }: OrcState): StackFrame {
  const stackAddress = virtualAddress(kind === 'call' ? sp - 8n : sp);
  return { pc, kind, stackAddress, ...(registers && { registers }) };
}

function stop(end: StackEnd): never {
  throw new StackEnded(end);
}
