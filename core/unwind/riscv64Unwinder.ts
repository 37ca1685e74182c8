import { formatAddress, virtualAddress, type VirtualAddress } from '../base/address';
import type { SymbolTable } from '../symbols/symbolTable';
import { collectFrames } from './collectFrames';
import type { ReturnProbes } from './returnProbes';
import { isRiscv64UserMode, riscv64PtRegs } from './riscv64PtRegs';
import { bottom, damaged, noUnwindData, userMode } from './stackEnds';
import {
  lookupAddress,
  type Backtrace,
  type RegisterValues,
  type StackFrame,
  type SwitchedOut,
} from './stackFrame';
import { StackEnded, type StackMemory } from './stackMemory';

interface RiscvState extends StackFrame {
  /** s0: where the function's frame ends on its stack; its caller's s0 and return address lie right below. */
  readonly fp: bigint;
  /** Whose stack it is, where that is known. */
  readonly task: VirtualAddress | undefined;
  /** Assembly that has no frame of its own: `fp` is its callee's. */
  readonly isFrameless?: true;
}

/** What an exception's entry code calls finds the pt_regs that it saved at its own frame's end. */
const exceptionEntries = new Set(['handle_exception', 'ret_from_exception']);
/** Where tasks and cpus begin: entry.S, init/main.c and smpboot.c, 5.10 to 7.2. Nothing called them. */
const starts = new Set([
  ...['ret_from_fork', 'ret_from_kernel_thread', 'ret_from_fork_kernel_asm', 'ret_from_fork_user_asm'],
  ...['start_kernel', '_start_kernel', 'smp_callin'],
]);

/**
 * Unwinds riscv64 kernel stacks by the frame records below s0 (CONFIG_FRAME_POINTER, which the architecture's
 * defconfig and distributions have), as walk_stackframe() of arch/riscv/kernel/stacktrace.c does.
 */
export class Riscv64Unwinder {
  constructor(
    private readonly stack: StackMemory,
    private readonly symbols: Pick<SymbolTable, 'findByAddress'>,
    private readonly hasCode: (pc: bigint) => boolean,
    private readonly probes: ReturnProbes,
  ) {}

  /**
   * @param registers of a cpu, by the names of pt_regs
   * @param task the task_struct of what that cpu executed
   */
  unwindFrom(registers: RegisterValues, task?: VirtualAddress): Backtrace {
    if (isRiscv64UserMode(registers)) return { frames: [], end: userMode(registers) };
    return this.unwind(stateOf(registers, 'current', task));
  }

  unwindSwitchedOut({ pc, sp, fp, isStart }: SwitchedOut, task?: VirtualAddress): Backtrace {
    const kind = isStart ? 'current' : 'call';
    return this.unwind({ pc: virtualAddress(pc), kind, stackAddress: virtualAddress(sp), fp, task });
  }

  private unwind(first: RiscvState): Backtrace {
    return collectFrames(first, {
      callerOf: (state) => this.callerOf(state),
      frameOf: ({ pc, kind, stackAddress, registers }) => ({
        pc,
        kind,
        stackAddress,
        ...(registers && { registers }),
      }),
      placeOf: ({ fp, kind, isFrameless }) => fp + (isFrameless ? 2n : kind === 'call' ? 0n : 1n),
    });
  }

  /** @throws StackEnded where there is none, or none to be made sure of */
  private callerOf(state: RiscvState): RiscvState {
    const place = this.placeOf(state);
    if (place && exceptionEntries.has(place.name)) {
      return state.registers ? this.interruptedJustNow(state, place.offset) : this.interrupted(state);
    }
    if (place && starts.has(place.name)) throw new StackEnded(bottom);
    return this.callerInRegister(state) ?? this.callerOnStack(state);
  }

  /** @throws StackEnded where the entry was from user mode */
  private interrupted({ fp, task }: RiscvState): RiscvState {
    const registers = this.stack.named(fp, riscv64PtRegs);
    if (isRiscv64UserMode(registers)) throw new StackEnded(userMode(registers));
    return stateOf(registers, 'interrupted', task);
  }

  /**
   * The cpu had not begun to save registers: all but its program counter are those of the interrupted function, whose
   * caller its frame record tells, though nothing tells where it was itself.
   * @throws StackEnded where it has begun, or the entry was from user mode
   */
  private interruptedJustNow(state: RiscvState, offset: bigint): RiscvState {
    const { pc, registers } = state;
    if (offset !== 0n) throw new StackEnded(noUnwindData(pc, 'the cpu was saving the registers'));
    if (registers && (registers.get('sp') ?? 0n) >> 63n === 0n) throw new StackEnded(userMode(registers));
    return this.callerOnStack(state);
  }

  /** Of a call that led to no code, and so made no frame; undefined elsewhere. */
  private callerInRegister({ pc, registers, fp, task }: RiscvState): RiscvState | undefined {
    const link = registers?.get('ra');
    if (link === undefined || this.hasCode(pc) || !this.hasCode(link - 1n)) return undefined;
    return callFrame(link, registers?.get('sp') ?? fp, { fp, task });
  }

  private callerOnStack({ pc, fp, registers, task }: RiscvState): RiscvState {
    if (fp === 0n || (fp & 7n) !== 0n)
      throw new StackEnded(damaged(`The frame pointer ${formatAddress(fp)} leads nowhere.`));
    const [callerFp = 0n, returnAddress = 0n] = this.stack.words(fp - 16n, 2);
    if (this.hasCode(returnAddress - 1n)) {
      const real = this.watchedReturn(returnAddress, callerFp, pc, task);
      return this.isFrameless(real)
        ? { ...callFrame(real, fp, { fp, task }), isFrameless: true }
        : callFrame(real, fp, { fp: callerFp, task });
    }
    // A function that calls no other saves s0 alone, in the place of the return address, which stays in its register.
    const link = registers?.get('ra');
    if (link !== undefined && this.hasCode(link - 1n))
      return callFrame(link, fp, { fp: returnAddress, task });
    const [value, place] = [returnAddress, fp - 8n].map(formatAddress);
    throw new StackEnded(damaged(`The return address ${value} at ${place} is not in the kernel's code.`));
  }

  /** What a probe keeps of a return address that it has put its own in the place of. */
  private watchedReturn(
    returnAddress: bigint,
    callerFp: bigint,
    callee: bigint,
    task: VirtualAddress | undefined,
  ): bigint {
    if (!this.probes.isTrampoline(virtualAddress(returnAddress))) return returnAddress;
    const real = this.probes.findReturnAddress(task, callerFp);
    if (real === undefined)
      throw new StackEnded(noUnwindData(callee, 'a probe has put its own return address there'));
    return real;
  }

  private isFrameless(returnAddress: bigint): boolean {
    const name = this.symbols.findByAddress(virtualAddress(returnAddress - 1n))?.name ?? '';
    return exceptionEntries.has(name) || /^ret_from_/.test(name);
  }

  private placeOf(state: RiscvState): { readonly name: string; readonly offset: bigint } | undefined {
    return this.symbols.findByAddress(lookupAddress(state));
  }
}

/** The stack of a function that called on begins where its callee's frame ends. */
function callFrame(pc: bigint, sp: bigint, rest: Pick<RiscvState, 'fp' | 'task'>): RiscvState {
  return { pc: virtualAddress(pc), kind: 'call', stackAddress: virtualAddress(sp), ...rest };
}

function stateOf(
  registers: RegisterValues,
  kind: 'current' | 'interrupted',
  task: VirtualAddress | undefined,
): RiscvState {
  const [pc = 0n, sp = 0n, fp = 0n] = ['pc', 'sp', 's0'].map((name) => registers.get(name));
  return { pc: virtualAddress(pc), kind, stackAddress: virtualAddress(sp), fp, registers, task };
}
