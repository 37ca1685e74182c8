import type { RegisterValues } from './stackFrame';

/** struct pt_regs of x86-64 (arch/x86/include/asm/ptrace.h), word by word. */
export const x86PtRegs =
  'r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss'.split(' ');

/** What the cpu itself pushes: the end of pt_regs. */
export const x86IretFrame = x86PtRegs.slice(-5);

/** The privilege level is in the lowest bits of the code segment. */
export function isX86UserMode(registers: RegisterValues): boolean {
  return ((registers.get('cs') ?? 0n) & 3n) === 3n;
}
