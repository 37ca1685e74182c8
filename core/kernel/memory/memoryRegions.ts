import { virtualAddress, type VirtualAddress } from '../../base/address';
import type { Problem } from '../../base/problem';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkMapleTree } from '../../types/mapleTree';
import type { TypedObject } from '../../types/typedObject';
import { readPath } from '../files/pathName';

/** One region of a process's address space: a `vm_area_struct`. */
export interface MemoryRegion {
  /** Of its vm_area_struct. */
  readonly address: VirtualAddress;
  readonly start: bigint;
  /** The first address behind it. */
  readonly end: bigint;
  /** VM_ flags of include/linux/mm.h. */
  readonly flags: bigint | undefined;
  /** Path of the mapped file, or what /proc/PID/maps calls the region: `[heap]`, `[stack]`. */
  readonly name: string | undefined;
  /** Where in the file the region begins. */
  readonly fileOffsetBytes: bigint | undefined;
}

export interface MemoryRegions {
  /** By address. */
  readonly regions: readonly MemoryRegion[];
  readonly problems: readonly Problem[];
}

/** vm.max_map_count is 65,530 by default, and some set it to a million. */
const maxRegions = 1 << 20;

/** The regions of a process's address space, in order. @param mm its mm_struct; none at address 0 */
export function readMemoryRegions(objects: KernelObjects, mm: TypedObject): MemoryRegions {
  if (mm.address === 0n) return { regions: [], problems: [] };
  const { found, problem } = walkRegions(mm);
  const regions = found.flatMap((vma) => ifKnown(() => readRegion(objects, mm, vma)) ?? []);
  const lost = found.length - regions.length;
  return {
    regions,
    problems: [
      ...(problem ? [{ ...problem, at: `memory map, ${problem.at ?? ''}` }] : []),
      ...(lost > 0 ? [regionsUnreadable(lost)] : []),
    ],
  };
}

interface FoundRegions {
  readonly found: readonly TypedObject[];
  readonly problem?: Problem | undefined;
}

/** A maple tree since 6.1; before, a list in order of addresses as well as a red-black tree. */
function walkRegions(mm: TypedObject): FoundRegions {
  const tree = mm.findMember('mm_mt');
  if (!tree) return walkRegionList(mm);
  const { entries, problem } = walkMapleTree(tree);
  return { found: entries.map(({ entry }) => vmaAt(mm, entry)), problem };
}

function walkRegionList(mm: TypedObject): FoundRegions {
  const found: TypedObject[] = [];
  const seen = new Set<bigint>();
  const stopped = (reason: string): FoundRegions => ({ found, problem: listBroken(found.length, reason) });
  const next = (link: TypedObject): bigint | undefined => ifKnown(() => link.pointer);
  for (let at = next(mm.member('mmap')); at !== 0n;) {
    if (at === undefined) return stopped('the dump lacks the link to the next one');
    if (seen.has(at) || found.length >= maxRegions) return stopped('the list runs in a circle');
    seen.add(at);
    const vma = vmaAt(mm, at);
    found.push(vma);
    at = next(vma.member('vm_next'));
  }
  return { found };
}

function vmaAt(mm: TypedObject, address: bigint): TypedObject {
  return mm.as('vm_area_struct').movedTo(address);
}

function readRegion({ memory }: KernelObjects, mm: TypedObject, vma: TypedObject): MemoryRegion {
  const start = vma.member('vm_start').value;
  const end = vma.member('vm_end').value;
  const file = ifKnown(() => vma.member('vm_file').target);
  const isMapped = file !== undefined && file.address !== 0n;
  return {
    address: virtualAddress(vma.address),
    start,
    end,
    flags: ifKnown(() => vma.member('vm_flags').value),
    name: isMapped ? ifKnown(() => readPath(file.member('f_path'))) : nameByPlace(mm, start, end),
    fileOffsetBytes: isMapped ? fileOffset(vma, memory.translator.pageSizeBytes) : undefined,
  };
}

function fileOffset(vma: TypedObject, pageSizeBytes: number): bigint | undefined {
  const pages = ifKnown(() => vma.member('vm_pgoff').value);
  return pages === undefined ? undefined : pages * BigInt(pageSizeBytes);
}

/** By what the mm_struct says lies there (vma_is_initial_heap(), vma_is_initial_stack() of include/linux/mm.h). */
function nameByPlace(mm: TypedObject, start: bigint, end: bigint): string | undefined {
  const value = (member: string): bigint | undefined => ifKnown(() => mm.member(member).value);
  const [heapStart, heapEnd, stack] = [value('start_brk'), value('brk'), value('start_stack')];
  if (heapStart !== undefined && heapEnd !== undefined && heapStart < heapEnd)
    if (start < heapEnd && end > heapStart) return '[heap]';
  if (stack !== undefined && start <= stack && end >= stack) return '[stack]';
  const vdso = ifKnown(() => mm.member('context').member('vdso').pointer);
  return vdso === start ? '[vdso]' : undefined;
}

function listBroken(count: number, reason: string): Problem {
  return {
    code: 'memory-map-incomplete',
    message: `The memory map is incomplete: after ${count} regions, ${reason}.`,
  };
}

function regionsUnreadable(count: number): Problem {
  return { code: 'memory-map-incomplete', message: `The dump lacks ${count} regions of the memory map.` };
}

/** `rw-p`: as /proc/PID/maps shows VM_READ, VM_WRITE, VM_EXEC and VM_MAYSHARE. */
export function accessText(flags: bigint): string {
  const letter = (bit: bigint, set: string, clear = '-'): string => ((flags & bit) === 0n ? clear : set);
  return `${letter(1n, 'r')}${letter(2n, 'w')}${letter(4n, 'x')}${letter(0x80n, 's', 'p')}`;
}
