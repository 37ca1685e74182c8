import type { RegisterValues } from './stackFrame';

/** struct pt_regs of riscv64 (arch/riscv/include/asm/ptrace.h), word by word; `pc` is what it calls epc. */
export const riscv64PtRegs = (
  'pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6 ' +
  'status badaddr cause orig_a0'
).split(' ');

/** SR_SPP of sstatus: the privilege that an exception came from. */
const fromKernel = 1n << 8n;

/** The registers of a cpu (NT_PRSTATUS) lack `status`: then the half of the addresses tells. */
export function isRiscv64UserMode(registers: RegisterValues): boolean {
  const status = registers.get('status');
  return status === undefined ? (registers.get('pc') ?? 0n) >> 63n === 0n : (status & fromKernel) === 0n;
}
