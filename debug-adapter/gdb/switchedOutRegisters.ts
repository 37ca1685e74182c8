import { ifKnown } from '../../core/types/errors';
import { sizeOfType } from '../../core/types/cType';
import { TypedObject } from '../../core/types/typedObject';
import type { Registers } from './segments';

/**
 * What a task that does not run left the cpu with, as far as its caller may rely on it: struct inactive_task_frame on
 * x86-64 (arch/x86/include/asm/switch_to.h), thread.cpu_context on arm64 (arch/arm64/include/asm/processor.h),
 * the same of thread_struct on riscv64 (arch/riscv/include/asm/processor.h). Undefined where the dump does not tell.
 */
export function switchedOutRegisters(task: TypedObject, machineName: string): Registers | undefined {
  return ifKnown(() => {
    const thread = task.member('thread');
    return readers[machineName]?.(thread);
  });
}

const readers: Readonly<Record<string, (thread: TypedObject) => Registers>> = {
  x86_64: x86Registers,
  aarch64: arm64Registers,
  riscv64: riscv64Registers,
};

function x86Registers(thread: TypedObject): Registers {
  const frame = TypedObject.ofStruct(thread.space, 'inactive_task_frame', thread.member('sp').value);
  const saved = ['r12', 'r13', 'r14', 'r15'].map((name): [string, bigint] => [
    name,
    frame.member(name).value,
  ]);
  return new Map([
    ['rip', frame.member('ret_addr').value],
    ['rsp', frame.address + BigInt(sizeOfType(frame.type))],
    ['rbp', frame.member('bp').value],
    ['rbx', frame.member('bx').value],
    ...saved,
  ]);
}

function arm64Registers(thread: TypedObject): Registers {
  const context = thread.member('cpu_context');
  const saved = Array.from({ length: 10 }, (_, index) => `x${index + 19}`);
  return new Map([
    ...[...saved, 'sp', 'pc'].map((name): [string, bigint] => [name, context.member(name).value]),
    ['x29', context.member('fp').value],
  ]);
}

/** `s` is the array of s0 to s11. */
function riscv64Registers(thread: TypedObject): Registers {
  const saved = Array.from({ length: 12 }, (_, index): [string, bigint] => [
    `s${index}`,
    thread.member('s').element(index).value,
  ]);
  return new Map([['pc', thread.member('ra').value], ['sp', thread.member('sp').value], ...saved]);
}
