/** A register as an oops prints it. */
export interface PrintedRegister {
  readonly name: string;
  /** 16 hex digits. */
  readonly value: string;
}

// show_regs() of arch/x86/kernel/process_64.c and __show_regs() of arch/arm64/kernel/process.c.
const registerText = /\b(R[A-Z]{2}|R\d\d|CR2|x\d{1,2}|lr|sp) ?: ?(?:[0-9a-f]{4}:)?([0-9a-f]{16})\b/g;

/** Those on a line that can be pointers: small numbers mean nothing by themselves. */
export function findRegisters(line: string): PrintedRegister[] {
  if (line.length > 400) return [];
  return Array.from(line.matchAll(registerText), ([, name = '', value = '']) => ({ name, value })).filter(
    ({ value }) => !value.startsWith('0000000'),
  );
}
