import type { KernelObjects } from '../../types/kernelObjects';
import { walkWholeList } from '../../types/lists';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';

/** What a cache keeps for one NUMA node. */
export interface CacheNode {
  /** Its struct kmem_cache_node. */
  readonly counts: TypedObject;
  /** Its struct node_barn, full of free objects, since 6.18. */
  readonly barn: TypedObject | undefined;
}

/** Slabs on a cpu's list of partly used ones; the kernel keeps some tens. */
const maxCpuSlabs = 1 << 16;
/** A slab has room for 2^15 objects at most. */
const maxFreeObjects = 1 << 15;

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
  for (const { counts, barn } of nodes) {
    free += countInPartialSlabs(counts.member('partial'));
    if (barn && barn.address !== 0n) free += countInBarn(barn);
  }
  const slab = cache.findMember('cpu_slab')?.target;
  const sheaves = cache.findMember('cpu_sheaves')?.target;
  for (const cpu of objects.cpus) {
    const ownSlab = slab && objects.perCpuObject(slab, cpu);
    if (ownSlab) free += countInCpuSlab(cache, ownSlab);
    const ownSheaves = sheaves && sheaves.address !== 0n && objects.perCpuObject(sheaves, cpu);
    if (ownSheaves) free += countInSheaves(ownSheaves);
  }
  return free;
}

/** struct slab since 5.17, struct page before. */
function slabStruct({ space }: TypedObject): string {
  return space.types.findStruct('slab') ? 'slab' : 'page';
}

function countInPartialSlabs(partial: TypedObject): number {
  // A slab that the walk does not come to would count as full.
  return walkWholeList(partial, slabStruct(partial), 'slab_list').reduce(
    (sum, slab) => sum + freeIn(slab),
    0,
  );
}

/** Objects that the slab itself holds as free. */
function freeIn(slab: TypedObject): number {
  return Math.max(0, slab.member('objects').number - slab.member('inuse').number);
}

/** The slab that the cpu takes objects from counts as full; what is left of it is on the cpu's own list. */
function countInCpuSlab(cache: TypedObject, cpuSlab: TypedObject): number {
  const slab = cpuSlab.member('slab', 'page').target;
  let free =
    slab.address === 0n ? 0 : freeIn(slab) + countFreeList(cache, cpuSlab.member('freelist').pointer);
  let partial = cpuSlab.findMember('partial')?.target;
  for (let count = 0; partial && partial.address !== 0n && count < maxCpuSlabs; count++) {
    free += freeIn(partial);
    partial = partial.member('next').target;
  }
  return free;
}

/**
 * Free objects form a chain through themselves. CONFIG_SLAB_FREELIST_HARDENED mixes each pointer with the cache's secret
 * number and its own address, bytes reversed (freelist_ptr_decode() of mm/slub.c, since 5.7).
 */
function countFreeList(cache: TypedObject, first: bigint): number {
  const secret = cache.findMember('random')?.value;
  const offset = BigInt(cache.member('offset').number);
  let count = 0;
  for (let object = first; object !== 0n && count < maxFreeObjects; count++) {
    const at = cache.withType(plain.unsignedLong).movedTo(object + offset);
    object = secret === undefined ? at.value : at.value ^ secret ^ bytesReversed(at.address);
  }
  return count;
}

function bytesReversed(value: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes.readBigUInt64BE();
}

function countInSheaves(sheaves: TypedObject): number {
  return ['main', 'spare', 'rcu_free'].reduce((sum, name) => {
    const sheaf = sheaves.member(name).target;
    return sum + (sheaf.address === 0n ? 0 : sheaf.member('size').number);
  }, 0);
}

function countInBarn(barn: TypedObject): number {
  return walkWholeList(barn.member('sheaves_full'), 'slab_sheaf', 'barn_list').reduce(
    (sum, sheaf) => sum + sheaf.member('size').number,
    0,
  );
}
