import type { OopsLineReader } from './oops';

const x86Pattern =
  /\b(R[A-DS][XIP]|R[BS]P|R\d\d|CR\d|EFLAGS|ORIG_RAX):\s+(?:[0-9a-f]{4}:)?([0-9a-f]{8,16})\b/g;
const arm64Pattern = /\b(x\d{1,2}|sp|lr|pstate)\s*: ([0-9a-f]{8,16})\b/g;

/** show_regs() of arch/riscv/kernel/process.c; what it calls epc is `pc` here. */
const riscv64Pattern = /\b(epc|ra|sp|gp|tp|t[0-6]|s\d{1,2}|a[0-7]|status|badaddr|cause) ?: ([0-9a-f]{16})\b/g;

const otherNames: Readonly<Record<string, string>> = { lr: 'x30', epc: 'pc' };

/** `RAX: … RBX: …`, `RSP: 0018:… EFLAGS: …`, `CR2: …`, arm64's `x29: … x28: …`, `sp : …`, riscv64's `epc : … ra : …`. */
export const readRegisterLine: OopsLineReader = (line, _logIndex, oops) => {
  const found = [x86Pattern, arm64Pattern, riscv64Pattern].flatMap((pattern) => [...line.matchAll(pattern)]);
  for (const [, name = '', value = ''] of found) {
    const register = otherNames[name] ?? name.toLowerCase().replace(/^r0(\d)$/, 'r$1');
    if (oops.ownsRegisters && !oops.registers.has(register)) {
      oops.registers.set(register, BigInt(`0x${value}`));
    }
  }
  return found.length > 0;
};

/** x86: bytes, the instruction's first in <>. arm64: words, the instruction's in (). */
const codePattern = /^Code: ((?:[<(]?[0-9a-f]{2,8}[>)]? ?)+)/;

export const readCodeLine: OopsLineReader = (line, logIndex, oops) => {
  const [, text] = codePattern.exec(line) ?? [];
  if (text === undefined) return /^Code: /.test(line);
  const pieces = text.trim().split(/ +/);
  const marked = pieces.findIndex((piece) => /^[<(]/.test(piece));
  const digits = pieces.map((piece) => piece.replace(/[<>()]/g, ''));
  if (!oops.ownsRegisters || oops.code || marked < 0) return true;
  const isWords = digits.every((piece) => piece.length === 8);
  if (!isWords && !digits.every((piece) => piece.length === 2)) return true;
  const bytes = Buffer.from(digits.map((piece) => (isWords ? swapped(piece) : piece)).join(''), 'hex');
  oops.code = { bytes, offset: marked * (isWords ? 4 : 1), logIndex };
  return true;
};

/** Instructions of arm64 are little-endian words, whatever the data is. */
function swapped(word: string): string {
  return Buffer.from(word, 'hex').reverse().toString('hex');
}
