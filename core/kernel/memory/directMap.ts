import { virtualAddress, type PhysicalAddress, type VirtualAddress } from '../../base/address';
import { lazy } from '../../base/lazy';
import type { Kernel } from '../kernel';
import { readWhole } from '../kernelMemory';

/**
 * The kernel's mapping of all RAM in one piece: a virtual address is its physical one plus a number that differs from boot
 * to boot (x86's page_offset_base, arm64's PAGE_OFFSET less PHYS_OFFSET).
 */
export class DirectMap {
  private readonly found = lazy(() => this.findOffset());

  constructor(private readonly kernel: Kernel) {}

  /** Undefined where the dump does not tell. */
  get offset(): bigint | undefined {
    return this.found();
  }

  /** Where the kernel sees the byte: in its own image, or in the direct map; undefined where it maps it in neither. */
  virtualOf(physical: PhysicalAddress): VirtualAddress | undefined {
    return this.inImage(physical) ?? this.inDirectMap(physical);
  }

  private inDirectMap(physical: PhysicalAddress): VirtualAddress | undefined {
    if (this.offset === undefined) return undefined;
    const address = virtualAddress(physical + this.offset);
    return this.leadsTo(address, physical) ? address : undefined;
  }

  private inImage(physical: PhysicalAddress): VirtualAddress | undefined {
    const { memory, findAddress } = this.kernel;
    const start = findAddress('_text') ?? findAddress('_stext');
    const end = findAddress('_end');
    if (start === undefined || end === undefined) return undefined;
    const mapping = memory.translate(start);
    if (mapping.kind === 'fault') return undefined;
    const address = virtualAddress(start + (physical - mapping.physical));
    return address >= start && address < end && this.leadsTo(address, physical) ? address : undefined;
  }

  private leadsTo(address: VirtualAddress, physical: PhysicalAddress): boolean {
    const mapping = this.kernel.memory.translate(address);
    return mapping.kind === 'mapped' && mapping.physical === physical;
  }

  /** Slab caches are allocated objects, so that the first one of their list is in the direct map. */
  private findOffset(): bigint | undefined {
    const { memory, findAddress, dump } = this.kernel;
    const list = findAddress('slab_caches');
    const first = list && readWhole(memory, list, dump.machine.wordSizeBytes, dump.machine)?.word(0);
    if (first === undefined) return undefined;
    const mapping = memory.translate(memory.translator.stripPointer(first));
    return mapping.kind === 'mapped' ? first - mapping.physical : undefined;
  }
}
