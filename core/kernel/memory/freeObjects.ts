import type { KernelObjects } from '../../types/kernelObjects';
import { walkWholeList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import type { CacheNode } from './cacheNodes';
import { readCpuSlabs, type CpuSlab } from './cpuSlabs';
import { readFreeList } from './freeList';
import { readSheaves } from './sheaves';

/**
 * Objects of a cache's slabs that nobody uses: on the nodes' partly used slabs, on the slabs that cpus work with (until
 * 6.18), and in the sheaves of free objects that cpus and nodes keep (since 6.18, mm/slub.c).
 * @throws VmcoreError where the dump lacks any of them
 */
export function countFreeObjects(
  objects: KernelObjects,
  cache: TypedObject,
  nodes: readonly CacheNode[],
): number {
  let free = 0;
  for (const { counts } of nodes) free += freeInAll(partialSlabs(counts));
  for (const own of readCpuSlabs(objects, cache)) free += countInCpuSlab(cache, own);
  for (const { size } of readSheaves(objects, cache, nodes)) free += size;
  return free;
}

/** A slab that the walk does not come to would count as full, so the list has to be whole. */
function partialSlabs(node: TypedObject): readonly TypedObject[] {
  const partial = node.member('partial');
  return walkWholeList(partial, partial.space.types.findStruct('slab') ? 'slab' : 'page', 'slab_list');
}

function freeInAll(slabs: readonly TypedObject[]): number {
  return slabs.reduce((sum, slab) => sum + freeIn(slab), 0);
}

/** Objects that the slab itself holds as free. */
function freeIn(slab: TypedObject): number {
  return Math.max(0, slab.member('objects').number - slab.member('inuse').number);
}

/** The slab that the cpu takes objects from counts as full; what is left of it is on the cpu's own list. */
function countInCpuSlab(cache: TypedObject, { slab, freeList, partial }: CpuSlab): number {
  const own = slab.address === 0n ? 0 : freeIn(slab) + readFreeList(cache, freeList).objects.length;
  return own + freeInAll(partial);
}
