import { virtualAddress } from '../../base/address';
import type { Vmcoreinfo } from '../../dump/vmcoreinfo';
import { memoryAbsent } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';

/** A part of the memory map: the struct pages of a run of page frames. */
export interface MapSection {
  /** The number of its first page frame. */
  readonly firstPfn: number;
  /** Of the first struct page. */
  readonly address: bigint;
  readonly pages: number;
}

/** More than 64 TiB in sections of 64 MiB; a damaged table has more. */
const maxSections = 1 << 20;
/** More than any configuration of the kernel has: no allocation is larger than these allow. */
const maxRoots = 1 << 20;
const maxPerRoot = 1 << 16;
export const maxStructBytes = 1024;
const hasMemoryMap = 2n;
/** The flags below the address of a section's map: at most PFN_SECTION_SHIFT of them. */
const flagBits = 0x3fn;

/**
 * The memory map section by section, as CONFIG_SPARSEMEM keeps it (struct mem_section, sparse_encode_mem_map() of
 * mm/sparse.c and include/linux/mmzone.h, 5.10 to 7.2): x86-64 and arm64 have no other. VMCOREINFO leads to it since 5.10;
 * nothing is found where it does not.
 * @throws VmcoreError `memory-absent` where the dump lacks the tables
 */
export function* memoryMap(objects: KernelObjects, vmcoreinfo: Vmcoreinfo): Generator<MapSection> {
  const table = sectionTable(vmcoreinfo);
  const pageBytes = vmcoreinfo.size('page');
  if (!table || !pageBytes) return;
  const pages = 2 ** (table.sectionBits - Math.log2(objects.memory.translator.pageSizeBytes));
  if (pages < 1 || pages > maxSections) return;
  const { perRoot, sectionBytes, mapOffset } = table;
  let found = 0;
  for (const { address, first } of roots(objects, table)) {
    const sections = readWhole(objects, address, perRoot * sectionBytes, 'a table of memory sections');
    for (let index = 0; index < perRoot && found < maxSections; index++) {
      const coded = sections.getBigUint64(index * sectionBytes + mapOffset, objects.machine.littleEndian);
      if ((coded & hasMemoryMap) === 0n) continue;
      found += 1;
      // The kernel keeps the address less the section's first page frame, so that a page frame's number leads to its page.
      const firstPfn = (first + index) * pages;
      const firstPage = BigInt(firstPfn) * BigInt(pageBytes);
      yield { firstPfn, address: BigInt.asUintN(64, (coded & ~flagBits) + firstPage), pages };
    }
  }
}

interface SectionTable {
  readonly address: bigint;
  readonly rootCount: number;
  /** Sections. */
  readonly perRoot: number;
  /** Of a struct mem_section. */
  readonly sectionBytes: number;
  readonly mapOffset: number;
  /** Of the number of bytes in a section, as a power of two. */
  readonly sectionBits: number;
}

/** Undefined where VMCOREINFO does not tell, or tells what cannot be. */
function sectionTable(vmcoreinfo: Vmcoreinfo): SectionTable | undefined {
  const address = vmcoreinfo.symbol('mem_section');
  const rootCount = vmcoreinfo.length('mem_section') ?? 0;
  const sectionBytes = vmcoreinfo.size('mem_section') ?? 0;
  const mapOffset = vmcoreinfo.offset('mem_section.section_mem_map') ?? 0;
  const sectionBits = Number(vmcoreinfo.number('SECTION_SIZE_BITS') ?? 0);
  const physicalBits = Number(vmcoreinfo.number('MAX_PHYSMEM_BITS') ?? 0);
  if (address === undefined || rootCount < 1 || rootCount > maxRoots) return undefined;
  if (mapOffset + 8 > sectionBytes || sectionBytes > maxStructBytes) return undefined;
  const perRoot = Math.ceil(2 ** (physicalBits - sectionBits) / rootCount);
  return perRoot > maxPerRoot
    ? undefined
    : { address, rootCount, perRoot, sectionBytes, mapOffset, sectionBits };
}

/** With CONFIG_SPARSEMEM_EXTREME the table holds pointers to parts of it that are made when needed. */
function* roots(
  objects: KernelObjects,
  { address: table, rootCount, perRoot, sectionBytes }: SectionTable,
): Generator<{ readonly address: bigint; readonly first: number }> {
  if (perRoot === 1) {
    for (let root = 0; root < rootCount; root++) {
      yield { address: table + BigInt(root * sectionBytes), first: root };
    }
    return;
  }
  const pointers = readWhole(objects, table, rootCount * 8, 'the roots of the memory sections');
  for (let root = 0; root < rootCount; root++) {
    const address = pointers.getBigUint64(root * 8, objects.machine.littleEndian);
    if (address !== 0n) yield { address, first: root * perRoot };
  }
}

function readWhole({ memory }: KernelObjects, address: bigint, sizeBytes: number, what: string): DataView {
  const bytes = new Uint8Array(sizeBytes);
  const [gap] = memory.read(virtualAddress(address), bytes);
  if (gap) throw memoryAbsent(address + BigInt(gap.offset), what, gap);
  return new DataView(bytes.buffer);
}
