import type { VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList } from '../../types/lists';
import type { TypedObject } from '../../types/typedObject';
import { listing, type Listing } from '../listing';
import { cacheNodes } from './cacheNodes';
import { countFreeObjects } from './freeObjects';

/** One slab cache (SLUB), as crash's `kmem -s` tells of it. */
export interface SlabCache {
  readonly name: string;
  /** Of its kmem_cache. */
  readonly address: VirtualAddress;
  readonly objectSizeBytes: number;
  /** Objects in use; undefined where the dump lacks what counts the free ones. */
  readonly allocatedObjects: number | undefined;
  /** Objects that its slabs have room for. */
  readonly totalObjects: number;
  readonly slabs: number;
  readonly slabSizeBytes: number;
}

/**
 * Every slab cache, the one made last first. Kernels without CONFIG_SLUB_DEBUG, and SLAB's before 6.5, do not count.
 * @throws VmcoreError `variable-missing`
 */
export function readSlabCaches(objects: KernelObjects): Listing<SlabCache> {
  const caches = walkList(objects.variable('slab_caches', 'list_head'), 'kmem_cache', 'list');
  return listing('slab caches', caches, (cache) => slabCache(objects, cache));
}

function slabCache(objects: KernelObjects, cache: TypedObject): SlabCache {
  const nodes = cacheNodes(objects, cache);
  const sum = (member: string): number =>
    nodes.reduce((total, { counts }) => total + counts.member(member).member('counter').number, 0);
  const totalObjects = sum('total_objects');
  const free = ifKnown(() => countFreeObjects(objects, cache, nodes));
  return {
    name: cache.member('name').text,
    address: cache.address,
    objectSizeBytes: cache.member('object_size').number,
    // More free ones than there are at all: the chain that was counted is corrupt.
    allocatedObjects: free === undefined || free > totalObjects ? undefined : totalObjects - free,
    totalObjects,
    slabs: sum('nr_slabs'),
    slabSizeBytes: objects.memory.translator.pageSizeBytes * 2 ** slabOrder(cache),
  };
}

/** struct kmem_cache_order_objects: the order above the number of objects (OO_SHIFT of mm/slub.c). */
function slabOrder(cache: TypedObject): number {
  return (cache.member('oo').member('x').number >>> 16) & 0x1f;
}
