import { virtualAddress } from '../../base/address';
import type { AnalyzingDisassembler } from '../../disassembly/disassembler';
import type { Kernel } from '../../kernel/kernel';
import type { MemoryAccess } from '../../protocol/verdict';
import { strippedType, type FunctionType } from '../../types/cType';
import { readModuleTypes } from '../../types/moduleTypes';
import type { CrashFrame } from '../scene/crashFrame';
import type { FaultingInstruction } from './faultingInstruction';
import { pointedMember, pointedStruct, pointersAt, type KnownPointer } from './pointerFlow';

/** Longer functions are not followed. */
const maxFunctionBytes = 1 << 15;

/**
 * The C member that the instruction accesses, where the function's code proves that its register holds one of the
 * function's parameters, or what a chain of members leads to from one.
 */
export function findAccessedMember(
  kernel: Kernel,
  disassembler: AnalyzingDisassembler,
  frame: CrashFrame,
  { instruction }: FaultingInstruction,
): MemoryAccess['member'] | undefined {
  const { memory } = instruction;
  if (memory?.base === undefined || memory.index !== undefined) return undefined;
  const pointer = knownPointers(kernel, disassembler, frame)?.get(memory.base);
  const struct = pointer && pointedStruct(pointer);
  const member = pointer && pointedMember(pointer, memory.displacement);
  if (!struct || struct.name === '' || !member) return undefined;
  return {
    struct: `${struct.kind} ${struct.name}`,
    member: member.path,
    pointer: pointer.text,
    parameter: pointer.parameter,
  };
}

/** What the registers hold at the frame, in terms of its function's parameters. */
function knownPointers(
  kernel: Kernel,
  disassembler: AnalyzingDisassembler,
  frame: CrashFrame,
): ReadonlyMap<string, KnownPointer> | undefined {
  const { pc, offset, sizeBytes } = frame;
  if (pc === undefined || offset === undefined || sizeBytes === undefined || sizeBytes > maxFunctionBytes)
    return undefined;
  const prototype = findPrototype(kernel, frame);
  if (!prototype) return undefined;
  const start = virtualAddress(pc - offset);
  const code = new Uint8Array(Number(sizeBytes));
  if (kernel.memory.read(start, code).length > 0) return undefined;
  return pointersAt(disassembler, disassembler.disassemble(code, start), prototype, pc);
}

/** A static function of a module may have a name of the kernel's: each is looked for in its own types alone. */
function findPrototype(kernel: Kernel, { symbol, module }: CrashFrame): FunctionType | undefined {
  const { types } = kernel;
  if (!types || symbol === undefined) return undefined;
  const table =
    module === undefined
      ? types.table
      : readModuleTypes(kernel.objects, types).find((candidate) => candidate.module === module)?.table;
  const found = table?.findFunction(symbol);
  if (!found || (module === undefined && !isUnique(kernel, symbol))) return undefined;
  const type = strippedType(found);
  return type.kind === 'function' ? type : undefined;
}

/** Static functions of one name may take other parameters each, and type information keeps one of them. */
function isUnique({ symbols }: Kernel, name: string): boolean {
  let count = 0;
  for (const symbol of symbols?.symbols() ?? []) if (symbol.name === name && ++count > 1) return false;
  return count === 1;
}
