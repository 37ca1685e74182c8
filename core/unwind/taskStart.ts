import { virtualAddress, type VirtualAddress } from '../base/address';
import type { SymbolTable } from '../symbols/symbolTable';
import { sizeOfType } from '../types/cType';
import { offsetOf } from '../types/layout';
import type { TypeTable } from '../types/typeTable';
import { taskLayoutMissing } from './errors';
import type { SwitchedOut } from './stackFrame';
import type { StackMemory } from './stackMemory';

/**
 * Where __switch_to_asm left the task: struct inactive_task_frame on its stack (arch/x86/include/asm/switch_to.h).
 * @throws VmcoreError `task-layout-missing`
 * @throws StackEnded when the dump lacks it
 */
export function x86TaskStart(
  stack: StackMemory,
  types: TypeTable | undefined,
  symbols: SymbolTable,
  task: VirtualAddress,
): SwitchedOut {
  const frameType = types?.findStruct('inactive_task_frame');
  if (!frameType) throw taskLayoutMissing('struct inactive_task_frame');
  const frame = stack.word(task + memberOffset(types, 'task_struct', 'thread.sp'));
  const pc = stack.word(frame + memberOffset(types, 'inactive_task_frame', 'ret_addr'));
  return {
    pc,
    sp: frame + BigInt(sizeOfType(frameType)),
    fp: stack.word(frame + memberOffset(types, 'inactive_task_frame', 'bp')),
    isStart: isFunctionStart(symbols, pc),
  };
}

/** Where cpu_switch_to() left the task: thread.cpu_context (arch/arm64/include/asm/processor.h). */
export function arm64TaskStart(
  stack: StackMemory,
  types: TypeTable | undefined,
  symbols: SymbolTable,
  task: VirtualAddress,
): SwitchedOut {
  const register = (name: string): bigint =>
    stack.word(task + memberOffset(types, 'task_struct', `thread.cpu_context.${name}`));
  const pc = register('pc');
  return { pc, sp: register('sp'), fp: register('fp'), isStart: isFunctionStart(symbols, pc) };
}

/** Where __switch_to() left the task: struct thread_struct, whose s[0] is the frame pointer (arch/riscv/include/asm/processor.h). */
export function riscv64TaskStart(
  stack: StackMemory,
  types: TypeTable | undefined,
  symbols: SymbolTable,
  task: VirtualAddress,
): SwitchedOut {
  const register = (name: string): bigint =>
    stack.word(task + memberOffset(types, 'task_struct', `thread.${name}`));
  const pc = register('ra');
  return { pc, sp: register('sp'), fp: register('s'), isStart: isFunctionStart(symbols, pc) };
}

function memberOffset(types: TypeTable | undefined, struct: string, member: string): bigint {
  const type = types?.findStruct(struct);
  const offset = type && offsetOf(type, member);
  if (offset === undefined) throw taskLayoutMissing(`struct ${struct}.${member}`);
  return BigInt(offset);
}

/** ret_from_fork: no call returns to the start of a function. */
function isFunctionStart(symbols: SymbolTable, pc: bigint): boolean {
  return symbols.findByAddress(virtualAddress(pc))?.offset === 0n;
}
