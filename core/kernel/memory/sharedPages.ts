import { virtualAddress } from '../../base/address';
import type { ProgressListener } from '../../base/cancellation';
import { strippedType } from '../../types/cType';
import { ifKnown, memoryAbsent } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import type { Kernel } from '../kernel';
import { maxStructBytes, memoryMap, type MapSection } from './memoryMap';

/** Struct pages are read this many at once: 2 MiB. */
const pagesAtOnce = 32_768;

/**
 * How many pages have several users, as crash's `kmem -i` counts them for SHARED: those that are not reserved and whose
 * reference count is more than one (memory.c of crash 9.0). It reads the whole memory map, 16 MiB of it for each GiB of
 * the machine. Undefined where the dump lacks a part of the map.
 */
export function countSharedPages(kernel: Kernel, onProgress?: ProgressListener): number | undefined {
  const layout = pageLayout(kernel);
  if (!layout) return undefined;
  return ifKnown(() => {
    const sections = [...memoryMap(kernel.objects, kernel.vmcoreinfo)];
    if (sections.length === 0) return undefined;
    let shared = 0;
    for (const [done, section] of sections.entries()) {
      onProgress?.(done, sections.length);
      shared += countInSection(kernel.objects, section, layout);
    }
    return shared;
  });
}

/** What is read of struct page. */
interface PageLayout {
  readonly sizeBytes: number;
  readonly countOffset: number;
  readonly flagsOffset: number;
  readonly reservedBit: number;
}

function pageLayout({ objects, vmcoreinfo }: Kernel): PageLayout | undefined {
  const sizeBytes = vmcoreinfo.size('page');
  const countOffset = vmcoreinfo.offset('page._refcount');
  const flagsOffset = vmcoreinfo.offset('page.flags');
  const reservedBit = pageFlagBit(objects, 'PG_reserved');
  if (!sizeBytes || countOffset === undefined || flagsOffset === undefined) return undefined;
  const isFit = sizeBytes <= maxStructBytes && Math.max(countOffset, flagsOffset) + 4 <= sizeBytes;
  return isFit && reservedBit !== undefined
    ? { sizeBytes, countOffset, flagsOffset, reservedBit }
    : undefined;
}

function countInSection(objects: KernelObjects, { address, pages }: MapSection, layout: PageLayout): number {
  const { sizeBytes, countOffset, flagsOffset, reservedBit } = layout;
  const { littleEndian } = objects.machine;
  let shared = 0;
  for (let first = 0; first < pages; first += pagesAtOnce) {
    const count = Math.min(pagesAtOnce, pages - first);
    const view = readPages(objects, address + BigInt(first * sizeBytes), count * sizeBytes);
    for (let page = 0; page < count; page++) {
      const flags = view.getUint32(page * sizeBytes + flagsOffset, littleEndian);
      const isReserved = ((flags >>> reservedBit) & 1) === 1;
      if (!isReserved && view.getInt32(page * sizeBytes + countOffset, littleEndian) > 1) shared++;
    }
  }
  return shared;
}

/** Where nothing is mapped there are no pages: a section may be full of holes. */
function readPages(objects: KernelObjects, address: bigint, sizeBytes: number): DataView {
  const bytes = new Uint8Array(sizeBytes);
  const gaps = objects.memory.read(virtualAddress(address), bytes);
  const lack = gaps.find(({ reason }) => reason !== 'not-mapped');
  if (lack) throw memoryAbsent(address + BigInt(lack.offset), 'a part of the memory map', lack);
  return new DataView(bytes.buffer);
}

/** enum pageflags of include/linux/page-flags.h; the kernel's own flags are all in the lower 32 bits. */
function pageFlagBit(objects: KernelObjects, name: string): number | undefined {
  const found = objects.types.findEnum('pageflags');
  const type = found && strippedType(found);
  const value = type?.kind === 'enum' ? type.values.find((each) => each.name === name)?.value : undefined;
  return value === undefined || value > 31n ? undefined : Number(value);
}
