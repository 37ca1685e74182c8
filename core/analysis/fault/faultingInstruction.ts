import { virtualAddress } from '../../base/address';
import type { AnalyzingDisassembler } from '../../disassembly/disassembler';
import type { Instruction } from '../../disassembly/instruction';
import type { LoggedCode } from '../../kernel/oops/oops';
import type { RegisterValues } from '../../unwind/stackFrame';
import type { CrashFrame } from '../scene/crashFrame';

/** The instruction at which a cpu was stopped, with what it would have accessed. */
export interface FaultingInstruction {
  readonly instruction: Instruction;
  readonly source: 'memory' | 'log';
  /** Of the memory operand, by the registers. */
  readonly address?: bigint;
}

/** As many of the bytes as the dump holds; undefined when not even the first is there. */
export type ReadCode = (address: bigint, sizeBytes: number) => Uint8Array | undefined;

/** By the dump's memory, else by the `Code:` line that the kernel printed. */
export function decodeFaulting(
  disassembler: AnalyzingDisassembler,
  { pc, registers }: CrashFrame,
  readCode: ReadCode,
  logged: LoggedCode | undefined,
): FaultingInstruction | undefined {
  const inMemory = pc === undefined ? undefined : readCode(pc, disassembler.maxSizeBytes);
  const bytes = inMemory ?? logged?.bytes.subarray(logged.offset);
  const [instruction] = bytes ? disassembler.disassemble(bytes, virtualAddress(pc ?? 0n)) : [];
  if (!instruction) return undefined;
  const address = registers && pc !== undefined ? accessedAddress(instruction, registers) : undefined;
  return {
    instruction,
    source: inMemory ? 'memory' : 'log',
    ...(address !== undefined && { address }),
  };
}

/** Undefined where a register is unknown, or a segment's start. */
function accessedAddress({ memory }: Instruction, registers: RegisterValues): bigint | undefined {
  if (!memory || memory.segment !== undefined) return undefined;
  if (memory.absolute !== undefined) return memory.absolute;
  const base = memory.base === undefined ? 0n : registers.get(memory.base);
  const index = memory.index === undefined ? 0n : registers.get(memory.index);
  if (base === undefined || index === undefined) return undefined;
  return virtualAddress(base + index * BigInt(memory.scale ?? 1) + memory.displacement);
}
