import type { VirtualAddress } from '../base/address';

/** An operand in memory. Registers are named as in the machine's pt_regs. */
export interface MemoryOperand {
  /** Absent where `absolute` is the address, or a segment's start takes its place. */
  readonly base?: string;
  readonly index?: string;
  /** What `index` is multiplied by. */
  readonly scale?: number;
  readonly displacement: bigint;
  /** x86 alone: the kernel keeps per-cpu variables behind gs. */
  readonly segment?: string;
  /** The address, where it does not depend on registers. */
  readonly absolute?: bigint;
}

/**
 * Where execution goes on: `next` to the next instruction, `call` there after a call, `branch` there or to the target,
 * `jump` to the target alone, `indirect` to a place that a register or memory holds, `end` nowhere in this function.
 */
export type Flow = 'next' | 'call' | 'branch' | 'jump' | 'indirect' | 'end';

/** One instruction as it is shown; of operands, what its disassembler tells. */
export interface ShownInstruction {
  readonly address: VirtualAddress;
  readonly bytes: Uint8Array;
  /** AT&T syntax on x86, as objdump and crash print it. */
  readonly text: string;
  /** What it accesses; an address that it only computes (lea) is none. */
  readonly memory?: MemoryOperand;
  /** Of a direct jump, branch or call. */
  readonly target?: bigint;
}

/** One instruction with what it does, for analyses of code. */
export interface Instruction extends ShownInstruction {
  readonly flow: Flow;
  /** The registers that hold something else afterwards, by their whole register's name. */
  readonly writes: readonly string[];
  /** It does nothing but give one whole register the value of another. */
  readonly copy?: { readonly from: string; readonly to: string };
  /** It loads a whole register, a word, from `memory`. */
  readonly loadsWordInto?: string;
}
