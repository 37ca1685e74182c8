import { offsetOf } from '../types/layout';
import type { TypeTable } from '../types/typeTable';
import type { RegisterValues } from './stackFrame';

/** struct user_pt_regs of arm64 (arch/arm64/include/uapi/asm/ptrace.h), word by word: the start of pt_regs. */
export const arm64PtRegs = [...Array.from({ length: 31 }, (_, index) => `x${index}`), 'sp', 'pc', 'pstate'];

/** Of `stackframe` in struct pt_regs (arch/arm64/include/asm/ptrace.h), from 4.10 to 6.12 and on. */
const usualFrameRecordOffset = 304;

/** Where pt_regs hold the frame record that the entry code of exceptions makes, in bytes. */
export function findFrameRecordOffset(types: TypeTable | undefined): bigint {
  const registers = types?.findStruct('pt_regs');
  return BigInt((registers && offsetOf(registers, 'stackframe')) ?? usualFrameRecordOffset);
}

/** The exception level that was interrupted is in PSTATE's low bits: 0 for user mode. */
export function isArm64UserMode(registers: RegisterValues): boolean {
  return ((registers.get('pstate') ?? 0n) & 0xfn) === 0n;
}
