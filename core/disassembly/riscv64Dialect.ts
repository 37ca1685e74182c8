import { virtualAddress } from '../base/address';
import type { Decoded, Dialect } from './capstone';
import type { Flow, Instruction, MemoryOperand } from './instruction';

const numbered = (prefix: string, first: number, last: number): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${prefix}${first + index}`);

const saved = numbered('s', 0, 11);
const passed = numbered('a', 0, 7);
/** What a call, or an unknown instruction, may have written. */
const unsaved = ['ra', ...numbered('t', 0, 6), ...passed];
const everyRegister = [...unsaved, ...saved, 'sp', 'gp', 'tp'];

/** riscv64: the destination comes first, memory as `8(sp)`; compressed instructions go by their full names. */
export const riscv64Dialect: Dialect = {
  maxSizeBytes: 4,
  argumentRegisters: passed,
  preservedRegisters: ['sp', ...saved],
  open: (capstone) =>
    new capstone.Capstone(capstone.ARCH_RISCV, capstone.MODE_RISCV64 | capstone.MODE_RISCVC),
  instruction: riscvInstruction,
  unknownSizeBytes: ([first = 0]) => ((first & 3) === 3 ? 4 : 2),
  unknown: (address, bytes) => ({
    address,
    bytes,
    text: `.insn 0x${Buffer.from(bytes).reverse().toString('hex')}`,
    flow: 'next',
    writes: everyRegister,
  }),
};

/** They write no register, and begin with one that they read. */
const readsOnly =
  /^(s[bhwd]|fs[wd]|beqz?|bnez?|bltz?|bgez?|bgtz|blez|bltu|bgeu|j|jr|ret|fence|csrw|csrs|csrc|sfence|c?nop|e(call|break)|wfi|[sm]ret|unimp)/;
const loads = /^(l[bhwd]u?|fl[wd]|lr\.[wd])(\.|$)/;
const stores = /^(s[bhwd]|fs[wd])$/;
const atomics = /^(amo|lr\.|sc\.)/;
const branches = /^b(eqz?|nez?|ltz?|gez?|gtz|lez|ltu|geu)$/;

function riscvInstruction(decoded: Decoded, previous?: Decoded): Instruction {
  const { address, bytes } = decoded;
  const { name, operands } = fullForm(decoded);
  const words = operands === '' ? [] : operands.split(', ');
  const flow = flowOf(name, words);
  const direct = name === 'jalr' ? undefined : directTarget(address, flow, words);
  const target = direct ?? pairTarget(name, words, previous);
  const shown = direct === undefined ? words : [...words.slice(0, -1), `0x${direct.toString(16)}`];
  const memory =
    loads.test(name) || stores.test(name) || atomics.test(name) ? memoryOperand(words) : undefined;
  const [to, from] = words;
  return {
    address,
    bytes,
    text: `${name} ${shown.join(',')}`.trimEnd(),
    ...(memory && { memory }),
    flow,
    ...(target !== undefined && { target: virtualAddress(target) }),
    writes: writtenBy(name, words, flow),
    ...(name === 'mv' && to !== undefined && from !== undefined && { copy: { from, to } }),
    ...(name === 'ld' && to !== undefined && { loadsWordInto: to }),
  };
}

/** Short forms of two registers write the first one that they read. */
const readsFirst = /^(add|sub|addw|subw|and|or|xor|addi|addiw|andi|slli|srli|srai)$/;

/** `c.sdsp ra, 8(sp)` is `sd ra,8(sp)`, `c.jr ra` is `ret`. */
function fullForm({ mnemonic, operands }: Pick<Decoded, 'mnemonic' | 'operands'>): {
  readonly name: string;
  readonly operands: string;
} {
  const short = /^c\.(.*)$/.exec(mnemonic)?.[1];
  const name = (short ?? mnemonic).replace(/^(f?[ls][wd])sp$/, '$1');
  if (name === 'jr' && operands === 'ra') return { name: 'ret', operands: '' };
  if (short === undefined) return { name, operands };
  if (name === 'addi16sp') return { name: 'addi', operands: `sp, sp, ${operands.split(', ').at(-1) ?? ''}` };
  if (name === 'addi4spn') return { name: 'addi', operands };
  const [to, value] = operands.split(', ');
  if (!readsFirst.test(name) || value === undefined) return { name, operands };
  return { name, operands: `${to ?? ''}, ${to ?? ''}, ${value}` };
}

function flowOf(name: string, words: readonly string[]): Flow {
  if (name === 'ret' || /^([sm]ret|ebreak|unimp)$/.test(name)) return 'end';
  if (branches.test(name)) return 'branch';
  if (name === 'j') return 'jump';
  if (name === 'jr') return 'indirect';
  // With a register of its own, a jump that keeps no return address.
  if (name === 'jal' || name === 'jalr') return words.length > 1 && words[0] === 'zero' ? 'indirect' : 'call';
  return 'next';
}

/** Capstone gives the distance. */
function directTarget(address: bigint, flow: Flow, words: readonly string[]): bigint | undefined {
  const distance = /^(branch|jump|call)$/.test(flow) ? signedNumber(words.at(-1)) : undefined;
  return distance === undefined ? undefined : BigInt.asUintN(64, address + distance);
}

/** A call of what is further away than 1 MiB is two instructions: `auipc ra,…` and `jalr` of that register. */
function pairTarget(
  name: string,
  words: readonly string[],
  previous: Decoded | undefined,
): bigint | undefined {
  if (name !== 'jalr' || previous?.mnemonic !== 'auipc') return undefined;
  const [register, pages] = previous.operands.split(', ');
  const [base, offset = '0'] = words.length === 1 ? words : words.slice(1);
  const [upper, lower] = [signedNumber(pages), signedNumber(offset)];
  if (base !== register || upper === undefined || lower === undefined) return undefined;
  return BigInt.asUintN(64, previous.address + (BigInt.asIntN(20, upper) << 12n) + lower);
}

function memoryOperand(words: readonly string[]): MemoryOperand | undefined {
  const [, digits, base] = /^([^(]*)\((\w+)\)$/.exec(words.at(-1) ?? '') ?? [];
  return base === undefined ? undefined : { base, displacement: signedNumber(digits) ?? 0n };
}

function signedNumber(text = ''): bigint | undefined {
  const [, sign, digits] = /^(-?)(0x[0-9a-f]+|\d+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

function writtenBy(name: string, [first]: readonly string[], flow: Flow): readonly string[] {
  if (flow === 'call') return unsaved;
  return first === undefined || readsOnly.test(name) || !everyRegister.includes(first) ? [] : [first];
}
