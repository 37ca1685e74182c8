import { hex, physicalAddress, virtualAddress, type PhysicalAddress } from '../../base/address';
import { visibleText } from '../../base/visibleText';
import { entryFlags } from '../../arch/entryFlags';
import { describeFault, type WalkStep } from '../../arch/translation';
import type { VirtualMemory } from '../../arch/virtualMemory';
import type { Kernel } from '../../kernel/kernel';
import { DirectMap } from '../../kernel/memory/directMap';
import { readPageFacts } from '../../kernel/memory/pageFacts';
import type { SlabObject } from '../../kernel/memory/slabObject';
import type { FrameData, MemoryPage, SlabData } from '../../protocol/panels/memoryRequests';
import type { AddressMeaning, AddressMeanings } from './addressMeanings';
import { symbolText, taskText } from './meaningText';
import { slabState } from './slabState';

/**
 * What page a virtual address is in: the way through the page tables, and what the kernel notes about it.
 * @param memory through whose tables
 */
export function readVirtualPage(
  kernel: Kernel,
  memory: VirtualMemory,
  meanings: AddressMeanings,
  address: bigint,
): MemoryPage {
  const steps: WalkStep[] = [];
  const translation = memory.translate(virtualAddress(address), steps);
  const entries = steps.map(({ level, entryAddress, entry }) => ({
    level,
    entryAddress: hex(entryAddress),
    entry: hex(entry),
    flags: entryFlags(kernel.dump.machine.name, entry),
  }));
  if (translation.kind === 'fault') return { entries, fault: describeFault(translation) };
  const { physical, pageSizeBytes: mappedSizeBytes } = translation;
  return {
    entries,
    mappedSizeBytes,
    ...physicalFacts(kernel, meanings, physical, address),
    ...whatIsAt(meanings, address),
  };
}

/** What the kernel notes about a page of physical memory, and what it keeps there. */
export function readPhysicalPage(kernel: Kernel, meanings: AddressMeanings, address: bigint): MemoryPage {
  return { entries: [], ...physicalFacts(kernel, meanings, physicalAddress(address)) };
}

function physicalFacts(
  kernel: Kernel,
  meanings: AddressMeanings,
  physical: PhysicalAddress,
  asked?: bigint,
): Omit<MemoryPage, 'entries'> {
  const kernelAddress = new DirectMap(kernel).virtualOf(physical);
  return {
    physical: hex(physical),
    ...(kernelAddress !== undefined && {
      ...(kernelAddress !== asked && { kernelAddress: hex(kernelAddress) }),
      ...whatIsAt(meanings, kernelAddress),
    }),
    ...frameOf(meanings, physical),
  };
}

function whatIsAt(meanings: AddressMeanings, address: bigint): Pick<MemoryPage, 'name' | 'owner' | 'slab'> {
  const object = meanings.slabObject(address);
  return {
    ...nameAndOwner(meanings.find(address)),
    ...(object && { slab: slabData(meanings, object) }),
  };
}

function nameAndOwner(meaning: AddressMeaning | undefined): Pick<MemoryPage, 'name' | 'owner'> {
  switch (meaning?.kind) {
    case 'symbol':
      return { name: symbolText(meaning) };
    case 'task':
    case 'stack': {
      const text = taskText(meaning.task);
      const task = hex(meaning.task.address);
      return {
        name: meaning.kind === 'task' ? `task_struct of ${text}` : `stack of ${text}`,
        owner: { text, place: { view: 'backtraces', task } },
      };
    }
    case 'slab':
    case undefined:
      return {};
  }
}

function frameOf(meanings: AddressMeanings, physical: PhysicalAddress): { readonly frame?: FrameData } {
  const frame = meanings.frame(physical);
  if (!frame) return {};
  const head = meanings.headOf(frame);
  const { flags, flagNames, type, referenceCount, mapCount, mapping, index } = readPageFacts(frame.page);
  return {
    frame: {
      pfn: frame.pfn,
      pageAddress: hex(frame.page.address),
      ...(head && head.pfn !== frame.pfn && { headAddress: hex(head.page.address) }),
      flagNames,
      ...(flags !== undefined && { flags: hex(flags) }),
      ...(type !== undefined && { type }),
      ...(referenceCount !== undefined && { referenceCount }),
      ...(mapCount !== undefined && { mapCount }),
      ...(mapping !== undefined && { mapping: hex(mapping) }),
      ...(index !== undefined && { index: hex(index) }),
    },
  };
}

function slabData(meanings: AddressMeanings, object: SlabObject): SlabData {
  const { slab, slabStart, address } = object;
  return {
    cacheName: visibleText(slab.cacheName),
    cacheAddress: hex(slab.cache.address),
    objectAddress: hex(address),
    objectSizeBytes: slab.objectSizeBytes,
    slabAddress: hex(slab.header.address),
    slabStart: hex(slabStart),
    ...slabState(meanings, object),
  };
}
