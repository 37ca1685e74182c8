import type { Capstone, Handle } from '@alexaltea/capstone-js';
import { virtualAddress, type VirtualAddress } from '../base/address';
import type { AnalyzingDisassembler } from './disassembler';
import type { Instruction } from './instruction';

/** One instruction as Capstone gives it. */
export interface Decoded {
  readonly address: VirtualAddress;
  readonly bytes: Uint8Array;
  readonly mnemonic: string;
  readonly operands: string;
  /** Names of the registers written, parts of registers and repetitions among them. */
  readonly writes: readonly string[];
  readonly group: 'call' | 'jump' | 'return' | undefined;
}

/** What differs between machines. */
export interface Dialect extends Omit<AnalyzingDisassembler, 'disassemble'> {
  readonly open: (capstone: Capstone) => Handle;
  /** @param previous the instruction before, where that is known */
  readonly instruction: (decoded: Decoded, previous?: Decoded) => Instruction;
  /** Stands for bytes that Capstone does not know, where their length is known all the same. */
  readonly unknown?: (address: VirtualAddress, bytes: Uint8Array) => Instruction;
  /** Told by the first bytes; `maxSizeBytes` when left out. */
  readonly unknownSizeBytes?: (bytes: Uint8Array) => number;
}

let loaded: Promise<Capstone> | undefined;

/** Capstone is WebAssembly: loading it takes some 30 ms, once. */
export async function openCapstone(dialect: Dialect): Promise<AnalyzingDisassembler> {
  loaded ??= import('@alexaltea/capstone-js').then((module) => module.default());
  const capstone = await loaded;
  const handle = dialect.open(capstone);
  handle.option(capstone.OPT_DETAIL, capstone.OPT_ON);
  const { maxSizeBytes, argumentRegisters, preservedRegisters } = dialect;
  return {
    maxSizeBytes,
    argumentRegisters,
    preservedRegisters,
    disassemble: (bytes, address) =>
      disassemble(dialect, bytes, address, (piece, start) => decode(capstone, handle, piece, start)),
  };
}

function disassemble(
  dialect: Dialect,
  bytes: Uint8Array,
  address: VirtualAddress,
  decodePiece: (bytes: Uint8Array, address: VirtualAddress) => readonly Decoded[],
): readonly Instruction[] {
  const found: Instruction[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const start = virtualAddress(address + BigInt(offset));
    const decoded = decodePiece(bytes.subarray(offset), start);
    decoded.forEach((instruction, index) => found.push(dialect.instruction(instruction, decoded[index - 1])));
    offset += decoded.reduce((size, instruction) => size + instruction.bytes.length, 0);
    const sizeBytes = dialect.unknownSizeBytes?.(bytes.subarray(offset)) ?? dialect.maxSizeBytes;
    const left = bytes.subarray(offset, offset + sizeBytes);
    if (!dialect.unknown || left.length < sizeBytes) break;
    found.push(dialect.unknown(virtualAddress(address + BigInt(offset)), left.slice()));
    offset += left.length;
  }
  return found;
}

function decode(capstone: Capstone, handle: Handle, bytes: Uint8Array, start: VirtualAddress): Decoded[] {
  const found: Decoded[] = [];
  handle.disasm_iter(bytes, start, ({ address, size, mnemonic, op_str: operands }, pointer) => {
    const at = virtualAddress(address);
    const offset = Number(at - start);
    found.push({
      address: at,
      bytes: bytes.slice(offset, offset + size),
      mnemonic,
      operands,
      writes: handle.regs_access(pointer).regs_write.map((register) => handle.reg_name(register)),
      group: groupOf(capstone, handle, pointer),
    });
    return undefined;
  });
  return found;
}

function groupOf(capstone: Capstone, handle: Handle, pointer: number): Decoded['group'] {
  if (handle.insn_group(pointer, capstone.GRP_CALL)) return 'call';
  if (handle.insn_group(pointer, capstone.GRP_JUMP)) return 'jump';
  const returns = [capstone.GRP_RET, capstone.GRP_IRET].some((group) => handle.insn_group(pointer, group));
  return returns ? 'return' : undefined;
}
