import type { Kernel } from '../kernel/kernel';
import { readPresentMemoryBytes } from '../kernel/memorySize';
import { readUsableMemoryBytes } from '../kernel/usableMemory';

/** The RAM of the machine, in bytes, of which crash's `ps` shows parts in hundredths; undefined when unknown. */
export function readMachineMemoryBytes({
  memory,
  vmcoreinfo,
  dump,
  findAddress,
}: Kernel): number | undefined {
  const { machine } = dump;
  const found =
    readPresentMemoryBytes(memory, vmcoreinfo, machine) ??
    readUsableMemoryBytes(memory, findAddress, machine);
  return found === undefined ? undefined : Number(found);
}
