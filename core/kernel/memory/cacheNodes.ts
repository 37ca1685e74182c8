import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { countNodes } from './memoryNodes';

/** What a slab cache keeps for one NUMA node. */
export interface CacheNode {
  /** Its struct kmem_cache_node. */
  readonly counts: TypedObject;
  /** Its struct node_barn, full of free objects, since 6.18. */
  readonly barn: TypedObject | undefined;
}

/** One pointer a node behind the struct; since 7.1 with the barn's beside it (mm/slab.h, kmem_cache_per_node_ptrs). */
export function cacheNodes(objects: KernelObjects, cache: TypedObject): readonly CacheNode[] {
  const perNode = cache.findMember('per_node');
  return Array.from({ length: countNodes(objects) }, (_, index) => {
    const pointers = perNode?.element(index);
    const counts = (pointers ?? cache).member('node');
    const node = pointers ? counts : counts.element(index);
    return {
      counts: node.target,
      barn: pointers?.findMember('barn')?.target ?? node.target.findMember('barn')?.target,
    };
  }).filter(({ counts }) => counts.address !== 0n);
}
