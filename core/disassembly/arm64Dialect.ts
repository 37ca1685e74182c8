import { virtualAddress } from '../base/address';
import type { Decoded, Dialect } from './capstone';
import type { Flow, Instruction, MemoryOperand } from './instruction';

/** What an unknown instruction may have written. */
const everyRegister = [...Array.from({ length: 31 }, (_, number) => `x${number}`), 'sp'];

/** arm64: the destination comes first, memory in brackets. */
export const arm64Dialect: Dialect = {
  maxSizeBytes: 4,
  argumentRegisters: Array.from({ length: 8 }, (_, number) => `x${number}`),
  preservedRegisters: [...Array.from({ length: 11 }, (_, number) => `x${number + 19}`), 'sp'],
  open: (capstone) => new capstone.Capstone(capstone.ARCH_ARM64, capstone.MODE_LITTLE_ENDIAN),
  instruction: arm64Instruction,
  unknown: (address, bytes) => ({
    address,
    bytes,
    text: `.inst 0x${Buffer.from(bytes).reverse().toString('hex')}`,
    flow: 'next',
    writes: everyRegister,
  }),
};

function arm64Instruction(decoded: Decoded): Instruction {
  const { address, bytes, mnemonic, operands, group } = decoded;
  const memory = /^prf/.test(mnemonic) ? undefined : memoryOperand(operands);
  const target = group === undefined ? undefined : /#(0x[0-9a-f]+)$/.exec(operands)?.[1];
  const copied = mnemonic === 'mov' ? /^(x\d+), (x\d+)$/.exec(operands) : null;
  const loaded = /^(ldr|ldur|ldar|ldapr|ldxr|ldaxr)$/.test(mnemonic)
    ? /^(x\d+), \[/.exec(operands)?.[1]
    : undefined;
  return {
    address,
    bytes,
    text: operands === '' ? mnemonic : `${mnemonic} ${operands}`,
    ...(memory && { memory }),
    flow: flowOf(decoded),
    ...(target !== undefined && { target: virtualAddress(BigInt(target)) }),
    writes: [...new Set(decoded.writes.map(wholeRegister))],
    ...(copied?.[1] !== undefined && copied[2] !== undefined && { copy: { from: copied[2], to: copied[1] } }),
    ...(loaded !== undefined && { loadsWordInto: loaded }),
  };
}

const memoryPattern =
  /\[(?<base>\w+)(?:, #(?<displacement>-?(?:0x)?[0-9a-f]+)|, (?<index>[xw]\w+)(?:, \w+(?: #(?<shift>\d+))?)?)?\]/;

/** With a write-back after the access (`[x0], #8`) the address is the base alone. */
function memoryOperand(operands: string): MemoryOperand | undefined {
  const found = memoryPattern.exec(operands)?.groups;
  if (!found) return undefined;
  const { base, displacement = '0', index, shift } = found;
  return {
    displacement: displacement.startsWith('-') ? -BigInt(displacement.slice(1)) : BigInt(displacement),
    ...(base !== undefined && { base: wholeRegister(base) }),
    ...(index !== undefined && { index: wholeRegister(index), scale: 2 ** Number(shift ?? 0) }),
  };
}

function flowOf({ mnemonic, group }: Decoded): Flow {
  if (group === 'call' || /^bl(r|ra|raa|rab|raaz|rabz)?$/.test(mnemonic)) return 'call';
  if (group === 'return' || /^(ret|eret|brk|udf|hlt)/.test(mnemonic)) return 'end';
  if (/^br(aa|ab|aaz|abz)?$/.test(mnemonic)) return 'indirect';
  if (group !== 'jump') return 'next';
  return mnemonic === 'b' ? 'jump' : 'branch';
}

/** `w0` is a part of `x0`; fp and lr are x29 and x30. */
function wholeRegister(name: string): string {
  if (name === 'fp') return 'x29';
  if (name === 'lr') return 'x30';
  return name.replace(/^w(\d+)$/, 'x$1').replace(/^wsp$/, 'sp');
}
