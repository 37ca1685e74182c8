import { physicalAddress } from '../../core/base/address';
import type { Translator } from '../../core/arch/architecture';
import { VirtualMemory } from '../../core/arch/virtualMemory';
import type { FakeMemory } from './fakeMemory';

/** Virtual memory whose addresses lead to the physical addresses of their lower 32 bits. */
export function identityMapped(memory: FakeMemory): VirtualMemory {
  const translator: Translator = {
    pageSizeBytes: 4096,
    levels: 1,
    kernelRoot: physicalAddress(0n),
    memoryEncryptionMask: 0n,
    problems: [],
    translate: (address) => ({
      kind: 'mapped',
      physical: physicalAddress(BigInt.asUintN(32, address)),
      pageSizeBytes: 4096,
    }),
    stripPointer: (pointer) => pointer as ReturnType<Translator['stripPointer']>,
  };
  return new VirtualMemory(translator, memory);
}
