import { hex, virtualAddress } from '../../base/address';
import type { MemoryOperand } from '../../disassembly/instruction';
import type { Kernel } from '../../kernel/kernel';
import type { Task } from '../../kernel/tasks/task';
import type { RegisterData } from '../../protocol/verdict';
import type { RegisterValues } from '../../unwind/stackFrame';
import { pointerMeaning } from './valueMeaning';

/** What may be a pointer: the others (flags, segments) are shown as they are. */
const notPointers = /^(eflags|pstate|cs|ss|orig_rax|cr\d)$/;

/** The values of a place's registers, with what each points to. `memory` is what its instruction accesses. */
export function annotateRegisters(
  registers: RegisterValues,
  memory: Pick<MemoryOperand, 'base' | 'index'> | undefined,
  meaningOf: (value: bigint) => string | undefined,
): readonly RegisterData[] {
  const { base, index } = memory ?? {};
  return [...registers].map(([name, value]) => {
    const isUsed = name === base || name === index;
    // Zero is NULL only where it is used as a pointer; elsewhere it is just nothing.
    const isPointer = !notPointers.test(name) && (value !== 0n || name === base);
    const meaning = isPointer ? meaningOf(value) : undefined;
    return { name, value: hex(value), ...(meaning !== undefined && { meaning }), ...(isUsed && { isUsed }) };
  });
}

/** Says what a value points to: a symbol, a task, a stack; else what it says by itself. */
export function valueReader(
  kernel: Kernel | undefined,
  tasks: readonly Task[],
  addressBits: number,
): (value: bigint) => string | undefined {
  return (value) => {
    const kernelHalf = value >> BigInt(addressBits - 1);
    if (kernel && kernelHalf !== 0n) {
      const known = taskMeaning(tasks, value) ?? codeMeaning(kernel, value) ?? dataMeaning(kernel, value);
      if (known !== undefined) return known;
    }
    const meaning = pointerMeaning(value, addressBits);
    // Small and user-space numbers are mostly counts and sizes.
    return value !== 0n && kernelHalf === 0n ? undefined : meaning;
  };
}

function taskMeaning(tasks: readonly Task[], value: bigint): string | undefined {
  for (const { address, pid, comm, stackBase } of tasks) {
    if (value === address) return `task ${pid} ${comm}`;
    if (stackBase !== undefined && value >= stackBase && value < stackBase + 0x4000n)
      return `stack of ${pid} ${comm}`;
  }
  return undefined;
}

function codeMeaning(kernel: Kernel, value: bigint): string | undefined {
  const name = kernel.codeNames.nameOf({
    pc: virtualAddress(value),
    kind: 'current',
    stackAddress: virtualAddress(0n),
  });
  if (name?.module === undefined) return undefined;
  const place = name.symbol === undefined ? 'code' : offsetText(name.symbol, name.offset ?? 0n);
  return `${place} [${name.module}]`;
}

/** Symbols are those of the kernel image, from _text to _end: what lies behind belongs to none. */
function dataMeaning({ symbols }: Kernel, value: bigint): string | undefined {
  const start = symbols?.findByName('_text')?.address;
  const end = symbols?.findByName('_end')?.address;
  if (start === undefined || end === undefined || value < start || value >= end) return undefined;
  const symbol = symbols?.findByAddress(virtualAddress(value));
  return symbol && offsetText(symbol.name, symbol.offset);
}

function offsetText(name: string, offset: bigint): string {
  return offset === 0n ? name : `${name}+0x${offset.toString(16)}`;
}
