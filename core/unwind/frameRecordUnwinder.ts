import { formatAddress, virtualAddress, type VirtualAddress } from '../base/address';
import type { Translator } from '../arch/architecture';
import { holdsReturnAddress } from './arm64LinkRegister';
import { collectFrames } from './collectFrames';
import { arm64PtRegs, isArm64UserMode } from './arm64PtRegs';
import type { ReturnProbes } from './returnProbes';
import { bottom, damaged, noUnwindData, userMode } from './stackEnds';
import type { Backtrace, RegisterValues, StackFrame, SwitchedOut } from './stackFrame';
import { StackEnded, type StackMemory } from './stackMemory';

interface FrameRecordState extends StackFrame {
  /** Points at this function's frame record: the caller's frame pointer, and the address to return to. */
  readonly fp: bigint;
  /** Whose stack it is, where that is known. */
  readonly task: VirtualAddress | undefined;
  /** x30 led here: the function that it called has no frame record of its own yet, and `fp` is this one's. */
  readonly isFromRegister?: true;
}

/** What follows a record of zeros since 6.13: struct frame_record_meta of arch/arm64/include/asm/stacktrace/frame.h. */
const metaKind = { registers: 2n };

/**
 * Unwinds arm64 kernel stacks by frame records, the way kunwind_next() of arch/arm64/kernel/stacktrace.c does: code
 * keeps them in x29 (AAPCS64), and the entry code of exceptions makes one inside of the pt_regs it saves.
 */
export class FrameRecordUnwinder {
  constructor(
    private readonly stack: StackMemory,
    private readonly translator: Pick<Translator, 'stripPointer'>,
    private readonly hasCode: (pc: bigint) => boolean,
    /** Of the frame record inside of pt_regs, in bytes. */
    private readonly frameRecordOffset: bigint,
    private readonly probes: ReturnProbes,
  ) {}

  /**
   * @param registers of a cpu, by the names of pt_regs
   * @param task the task_struct of what that cpu executed
   */
  unwindFrom(registers: RegisterValues, task?: VirtualAddress): Backtrace {
    if (isArm64UserMode(registers)) return { frames: [], end: userMode(registers) };
    return this.unwind(this.stateOf(registers, 'current', task));
  }

  unwindSwitchedOut({ pc, fp, isStart }: SwitchedOut, task?: VirtualAddress): Backtrace {
    const kind = isStart ? 'current' : 'call';
    const stackAddress = virtualAddress(fp);
    return this.unwind({ pc: this.translator.stripPointer(pc), kind, stackAddress, fp, task });
  }

  private unwind(first: FrameRecordState): Backtrace {
    return collectFrames(first, {
      callerOf: (state) => this.callerOf(state),
      frameOf,
      placeOf: ({ fp, isFromRegister }) => (isFromRegister ? fp + 1n : fp),
    });
  }

  /** @throws StackEnded where there is none, or none to be made sure of */
  private callerOf(state: FrameRecordState): FrameRecordState {
    return this.callerInRegister(state) ?? this.callerOnStack(state);
  }

  /** Of an interrupted function that has not made its frame record; undefined where that is not certain. */
  private callerInRegister({ registers, pc, fp, task }: FrameRecordState): FrameRecordState | undefined {
    const link = registers?.get('x30');
    if (link === undefined || !holdsReturnAddress(pc, (address) => this.instruction(address)))
      return undefined;
    const caller = this.translator.stripPointer(link);
    if (this.probes.isTrampoline(caller) || !this.hasCode(caller - 1n)) return undefined;
    return { pc: caller, kind: 'call', stackAddress: virtualAddress(fp), fp, task, isFromRegister: true };
  }

  private instruction(address: bigint): number | undefined {
    const word = this.hasCode(address) ? this.attempt(() => this.stack.word(address & ~7n)) : undefined;
    return word === undefined ? undefined : Number(BigInt.asUintN(32, word >> ((address & 4n) * 8n)));
  }

  /** @throws StackEnded where there is none, or none to be made sure of */
  private callerOnStack({ fp, pc: callee, task }: FrameRecordState): FrameRecordState {
    if (fp === 0n) throw new StackEnded(bottom);
    if ((fp & 7n) !== 0n)
      throw new StackEnded(damaged(`The frame pointer ${formatAddress(fp)} is not aligned.`));
    const [callerFp = 0n, returnAddress = 0n] = this.stack.words(fp, 2);
    if (callerFp === 0n && returnAddress === 0n) return this.aboveEmptyRecord(fp, task);
    const registers = this.findRegistersAround(fp, callerFp, returnAddress);
    if (registers) return this.stateOf(registers, 'interrupted', task);
    const pc = this.watchedReturn(this.translator.stripPointer(returnAddress), { callee, callerFp, task });
    if (!this.hasCode(pc - 1n)) {
      throw new StackEnded(
        damaged(
          `The return address ${formatAddress(pc)} at ${formatAddress(fp + 8n)} is not in the kernel's code.`,
        ),
      );
    }
    return { pc, kind: 'call', stackAddress: virtualAddress(callerFp), fp: callerFp, task };
  }

  /** What a probe keeps of a return address that it has put its own in the place of. */
  private watchedReturn(
    pc: VirtualAddress,
    { callee, callerFp, task }: { callee: bigint; callerFp: bigint; task: VirtualAddress | undefined },
  ): VirtualAddress {
    if (!this.probes.isTrampoline(pc)) return pc;
    const real = this.probes.findReturnAddress(task, callerFp);
    if (real === undefined)
      throw new StackEnded(noUnwindData(callee, 'a probe has put its own return address there'));
    return this.translator.stripPointer(real);
  }

  /** The last record of a stack, or since 6.13 any that the entry code of exceptions makes. */
  private aboveEmptyRecord(fp: bigint, task: VirtualAddress | undefined): FrameRecordState {
    const isInterrupted = this.attempt(() => this.stack.word(fp + 16n)) === metaKind.registers;
    const registers = this.tryRegisters(fp - this.frameRecordOffset);
    if (isInterrupted && registers && this.hasCode(registers.get('pc') ?? 0n)) {
      return this.stateOf(registers, 'interrupted', task);
    }
    throw new StackEnded(registers && cameFromUserMode(registers) ? userMode(registers) : bottom);
  }

  /** The pt_regs that the record is a part of: they hold the same two values. */
  private findRegistersAround(
    fp: bigint,
    callerFp: bigint,
    returnAddress: bigint,
  ): RegisterValues | undefined {
    const registers = this.tryRegisters(fp - this.frameRecordOffset);
    return registers?.get('x29') === callerFp && registers.get('pc') === returnAddress
      ? registers
      : undefined;
  }

  private tryRegisters(address: bigint): RegisterValues | undefined {
    return this.attempt(() => this.stack.named(address, arm64PtRegs));
  }

  private attempt<Value>(read: () => Value): Value | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof StackEnded) return undefined;
      throw error;
    }
  }

  private stateOf(
    registers: RegisterValues,
    kind: 'current' | 'interrupted',
    task: VirtualAddress | undefined,
  ): FrameRecordState {
    const fp = registers.get('x29') ?? 0n;
    const pc: VirtualAddress = this.translator.stripPointer(registers.get('pc') ?? 0n);
    return { pc, kind, stackAddress: virtualAddress(fp), fp, registers, task };
  }
}

/** The task's first pt_regs are zeros in a kernel thread. */
function cameFromUserMode(registers: RegisterValues): boolean {
  const pc = registers.get('pc') ?? 0n;
  return isArm64UserMode(registers) && pc !== 0n && pc >> 63n === 0n;
}

function frameOf({ pc, stackAddress, kind, registers }: FrameRecordState): StackFrame {
  return { pc, kind, stackAddress, ...(registers && { registers }) };
}
