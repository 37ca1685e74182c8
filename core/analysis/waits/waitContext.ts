import { virtualAddress } from '../../base/address';
import { readWhole } from '../../kernel/kernelMemory';
import type { Task } from '../../kernel/tasks/task';
import type { KernelObjects } from '../../types/kernelObjects';
import { offsetOf } from '../../types/layout';
import type { StackFrame } from '../../unwind/stackFrame';

/** What the search for locks needs of a kernel. */
export interface WaitContext {
  readonly objects: KernelObjects;
  /** Every thread by the address of its task_struct. */
  readonly tasks: ReadonlyMap<bigint, Task>;
  readonly functionOf: (frame: StackFrame) => string | undefined;
}

/** The word there; undefined where the dump lacks it. */
export function readWord({ memory, machine }: KernelObjects, address: bigint): bigint | undefined {
  return readWhole(memory, virtualAddress(address), machine.wordSizeBytes, machine)?.word(0);
}

/** Bytes from the start of the struct to the member; undefined where this kernel has no such struct or member. */
export function placeIn({ types }: KernelObjects, struct: string, path: string): bigint | undefined {
  const type = types.findStruct(struct);
  const offset = type && offsetOf(type, path);
  return offset === undefined ? undefined : BigInt(offset);
}

/** Around the first task's stack: the names since 6.10, and those before (include/asm-generic/vmlinux.lds.h). */
const initStackEdges = ['init_stack', 'init_task'].map(
  (name) => [`__start_${name}`, `__end_${name}`] as const,
);
/** On x86-64, and on arm64 with pages of up to 16 KiB, where nothing watches the kernel's accesses (KASAN). */
const usualStackBytes = 16 * 1024;
/** With pages of 64 KiB, and KASAN. */
const largestStackBytes = 128 * 1024;

/** THREAD_SIZE, in bytes. */
export function stackSizeBytes({ findAddress }: KernelObjects): number {
  for (const [startName, endName] of initStackEdges) {
    const start = findAddress(startName);
    const end = findAddress(endName);
    const sizeBytes = start === undefined || end === undefined ? 0 : Number(end - start);
    if (sizeBytes > 0 && sizeBytes <= largestStackBytes) return sizeBytes;
  }
  return usualStackBytes;
}

/** The thread that a word names whose low bits are flags. */
export function taskOf({ tasks }: WaitContext, word: bigint | undefined, flags: bigint): Task | undefined {
  return word === undefined ? undefined : tasks.get(word & ~flags);
}
