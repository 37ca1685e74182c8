import type { VirtualAddress } from '../base/address';
import type { Instruction, ShownInstruction } from './instruction';

/** Decodes the code of one kind of machine. */
export interface Disassembler {
  /** The longest instruction, in bytes. */
  readonly maxSizeBytes: number;
  /** From the first byte on, up to the end or to bytes that are no instruction. */
  disassemble(
    bytes: Uint8Array,
    address: VirtualAddress,
  ): readonly ShownInstruction[] | Promise<readonly ShownInstruction[]>;
}

/** One that tells what instructions do, at once: analyses of code ask it again and again. */
export interface AnalyzingDisassembler extends Disassembler {
  disassemble(bytes: Uint8Array, address: VirtualAddress): readonly Instruction[];
  /** Registers in which a function finds its first arguments. */
  readonly argumentRegisters: readonly string[];
  /** Registers that hold after a call what they held before. */
  readonly preservedRegisters: readonly string[];
}
