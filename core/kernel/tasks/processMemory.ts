import type { VirtualAddress } from '../../base/address';
import type { VirtualMemory } from '../../arch/virtualMemory';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';

/** The upper half of all addresses is the kernel's, on x86-64 and arm64 alike. */
const firstKernelAddress = 1n << 63n;

export function isUserAddress(address: bigint): boolean {
  return address < firstKernelAddress;
}

/**
 * Memory as a process sees it.
 * @param mm its mm_struct, not at address 0
 * @returns undefined where the dump lacks its page table
 * @throws VmcoreError where the dump lacks the mm_struct
 */
export function findProcessMemory(objects: KernelObjects, mm: TypedObject): VirtualMemory | undefined {
  const table: VirtualAddress = mm.member('pgd').pointer;
  const root = objects.memory.translate(table);
  return root.kind === 'mapped' ? objects.memory.withRoot(root.physical) : undefined;
}
