import { virtualAddress } from '../../base/address';
import type { Kernel } from '../../kernel/kernel';
import { readWhole } from '../../kernel/kernelMemory';
import { readPresentMemoryBytes } from '../../kernel/memory/memorySize';

/**
 * What crash's `ps` takes for the machine's memory, in bytes, when it shows parts of it in hundredths: up to the end of the
 * kernel's direct map, holes and all (vm_init() of its memory.c). Where the dump does not tell that, the RAM.
 */
export function readMachineMemoryBytes(kernel: Kernel): number | undefined {
  const { memory, vmcoreinfo, dump } = kernel;
  const found = readDirectMapEnd(kernel) ?? readPresentMemoryBytes(memory, vmcoreinfo, dump.machine);
  return found === undefined ? undefined : Number(found);
}

/** Where the variable high_memory points, as a physical address. */
function readDirectMapEnd({ memory, dump, findAddress }: Kernel): bigint | undefined {
  const variable = findAddress('high_memory');
  const { machine } = dump;
  const end = variable && readWhole(memory, variable, machine.wordSizeBytes, machine)?.word(0);
  if (end === undefined || end === 0n) return undefined;
  // Nothing need be mapped at the end itself.
  const last = memory.translate(virtualAddress(end - 1n));
  return last.kind === 'mapped' ? last.physical + 1n : undefined;
}
