import { virtualAddress } from '../../base/address';
import { isAbsence, memoryAbsent } from '../../types/errors';
import { errorData, VmcoreError } from '../../base/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { findProcessMemory } from './processMemory';

/** Which of a process's texts: what it was started with, or the environment that it was started in. */
export type ProcessTextKind = 'arguments' | 'environment';

/** Texts from a process's own memory; both members where only the beginning is there. */
export interface ProcessWords {
  readonly words: readonly string[];
  /** Why there is nothing, or no more. */
  readonly missing?: string;
}

/** More than anybody reads; an argument list can have megabytes. */
const maxBytes = 64 * 1024;

const members: Readonly<Record<ProcessTextKind, readonly [start: string, end: string]>> = {
  arguments: ['arg_start', 'arg_end'],
  environment: ['env_start', 'env_end'],
};

/**
 * NUL-terminated texts that execve() put on the process's first stack page, as /proc/PID/cmdline and environ show them.
 * They lie in user memory, which dumps of level 8 and more leave out.
 * @param mm its mm_struct, not at address 0
 */
export function readProcessWords(
  objects: KernelObjects,
  mm: TypedObject,
  kind: ProcessTextKind,
): ProcessWords {
  try {
    const [start, end] = members[kind];
    const address = mm.member(start).value;
    const sizeBytes = Number(mm.member(end).value - address);
    if (address === 0n || sizeBytes <= 0) return { words: [] };
    const memory = findProcessMemory(objects, mm);
    if (!memory) return { words: [], missing: 'The dump lacks the page table of the process.' };
    const bytes = new Uint8Array(Math.min(sizeBytes, maxBytes));
    const [gap] = memory.read(virtualAddress(address), bytes);
    const words = wordsIn(gap ? bytes.subarray(0, gap.offset) : bytes);
    if (gap) return { words, missing: whyMissing(memoryAbsent(address + BigInt(gap.offset), kind, gap)) };
    return sizeBytes > maxBytes
      ? { words, missing: `Only the first ${maxBytes} of ${sizeBytes} bytes are shown.` }
      : { words };
  } catch (error) {
    if (error instanceof VmcoreError) return { words: [], missing: errorData(error).message };
    throw error;
  }
}

/** That user memory is left out is what nearly every dump is like. */
function whyMissing(error: VmcoreError): string {
  return isAbsence(error)
    ? 'Not dumped: it lies in the memory of the process, which dump levels of 8 and more leave out.'
    : error.message;
}

function wordsIn(bytes: Uint8Array): readonly string[] {
  if (bytes.length === 0) return [];
  return Buffer.from(bytes).toString('utf8').replace(/\0+$/, '').split('\0');
}
