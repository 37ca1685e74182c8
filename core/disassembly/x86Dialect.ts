import { virtualAddress } from '../base/address';
import { attText } from './attText';
import type { Decoded, Dialect } from './capstone';
import type { Flow, Instruction, MemoryOperand } from './instruction';

/** x86-64 in AT&T syntax: sources first, registers with %, numbers with $. */
export const x86Dialect: Dialect = {
  maxSizeBytes: 15,
  argumentRegisters: ['rdi', 'rsi', 'rdx', 'rcx', 'r8', 'r9'],
  preservedRegisters: ['rbx', 'rbp', 'rsp', 'r12', 'r13', 'r14', 'r15'],
  open: (capstone) => {
    const handle = new capstone.Capstone(capstone.ARCH_X86, capstone.MODE_64);
    handle.option(capstone.OPT_SYNTAX, capstone.OPT_SYNTAX_ATT);
    return handle;
  },
  instruction: x86Instruction,
};

function x86Instruction(decoded: Decoded): Instruction {
  const { address, bytes, mnemonic, operands } = decoded;
  const memory = accessesMemory(mnemonic) ? memoryOperand(decoded) : undefined;
  const target = /^(0x[0-9a-f]+)$/.exec(operands)?.[1];
  const copied = mnemonic === 'movq' ? /^%(r\w+), %(r\w+)$/.exec(operands) : null;
  const loaded = mnemonic === 'movq' && memory ? /\)?, %(r\w+)$/.exec(operands)?.[1] : undefined;
  return {
    address,
    bytes,
    text: attText(mnemonic, operands),
    ...(memory && { memory }),
    flow: flowOf(decoded),
    ...(target !== undefined && decoded.group !== undefined && { target: virtualAddress(BigInt(target)) }),
    writes: [...new Set(decoded.writes.map(wholeRegister))],
    ...(copied?.[1] !== undefined && copied[2] !== undefined && { copy: { from: copied[1], to: copied[2] } }),
    ...(loaded !== undefined && { loadsWordInto: loaded }),
  };
}

/** They name an address without touching what is there. */
function accessesMemory(mnemonic: string): boolean {
  return !/^(lea|nop|prefetch|invlpg)/.test(mnemonic);
}

const memoryPattern =
  /(?:%(?<segment>[c-gs]s):)?(?<displacement>-?(?:0x)?[0-9a-f]+)?\((?:%(?<base>\w+))?(?:, ?%(?<index>\w+))?(?:, ?(?<scale>\d))?\)/;
/** `%gs:0x28`, `0xffffffff81000000`: no register at all. */
const absolutePattern = /(?:^|[ *])(?:%(?<segment>[c-gs]s):)?(?<displacement>-?0x[0-9a-f]+)(?=,|$)/;

function memoryOperand(decoded: Decoded): MemoryOperand | undefined {
  const { operands, group } = decoded;
  const found = memoryPattern.exec(operands)?.groups;
  if (found) return operandOfRegisters(decoded, found);
  // The operand of a direct call or jump looks the same and is no memory operand.
  const absolute = group && !operands.startsWith('*') ? undefined : absolutePattern.exec(operands)?.groups;
  if (!absolute) return undefined;
  const displacement = signedNumber(absolute['displacement'] ?? '0');
  return placed(displacement, absolute['segment'], displacement);
}

function operandOfRegisters(
  { address, bytes }: Decoded,
  { segment, base, index, scale, displacement: text }: Record<string, string | undefined>,
): MemoryOperand {
  const displacement = signedNumber(text ?? '0');
  if (base === 'rip') return placed(displacement, segment, address + BigInt(bytes.length) + displacement);
  return {
    displacement,
    ...(base !== undefined && { base }),
    ...(index !== undefined && { index, scale: Number(scale ?? 1) }),
    ...(segment !== undefined && { segment }),
  };
}

/** Where a segment begins is not among the registers. */
function placed(displacement: bigint, segment: string | undefined, address: bigint): MemoryOperand {
  return {
    displacement,
    ...(segment === undefined ? { absolute: virtualAddress(address) } : { segment }),
  };
}

function signedNumber(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function flowOf({ mnemonic, operands, group }: Decoded): Flow {
  if (group === 'call') return 'call';
  if (group === 'return' || /^(ud[012]|hlt)/.test(mnemonic)) return 'end';
  if (group !== 'jump') return 'next';
  if (!mnemonic.startsWith('jmp')) return 'branch';
  return operands.startsWith('*') ? 'indirect' : 'jump';
}

/** `edi`, `di` and `dil` are parts of `rdi`; `r8d`, `r8w` and `r8b` of `r8`. */
function wholeRegister(name: string): string {
  const numbered = /^(r\d+)[dwb]$/.exec(name)?.[1];
  if (numbered !== undefined) return numbered;
  const letters = /^[er]?([abcd])[xlh]$/.exec(name)?.[1];
  if (letters !== undefined) return `r${letters}x`;
  const pointer = /^[er]?(si|di|bp|sp)l?$/.exec(name)?.[1];
  return pointer === undefined ? name : `r${pointer}`;
}
