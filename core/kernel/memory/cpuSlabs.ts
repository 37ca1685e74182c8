import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';

/** What a cpu works with of a cache, until 6.18 (struct kmem_cache_cpu of mm/slub.c). */
export interface CpuSlab {
  readonly cpu: number;
  /** The slab that it takes objects from: struct slab, before 5.17 struct page. */
  readonly slab: TypedObject;
  /** The first free object of that slab that is left to the cpu; 0 for none. */
  readonly freeList: bigint;
  /** Its other slabs, which are partly used. */
  readonly partial: readonly TypedObject[];
}

/** Slabs on a cpu's list of partly used ones; the kernel keeps some tens. */
const maxPartialSlabs = 1 << 16;

/** @throws VmcoreError where the dump lacks any of them */
export function* readCpuSlabs(objects: KernelObjects, cache: TypedObject): Iterable<CpuSlab> {
  const variable = cache.findMember('cpu_slab')?.target;
  for (const cpu of objects.cpus) {
    const own = variable && objects.perCpuObject(variable, cpu);
    if (!own) continue;
    const slab = own.member('slab', 'page').target;
    const freeList = slab.address === 0n ? 0n : own.member('freelist').pointer;
    yield { cpu, slab, freeList, partial: [...partialSlabs(own)] };
  }
}

function* partialSlabs(cpuSlab: TypedObject): Iterable<TypedObject> {
  let partial = cpuSlab.findMember('partial')?.target;
  for (let count = 0; partial && partial.address !== 0n && count < maxPartialSlabs; count++) {
    yield partial;
    partial = partial.member('next').target;
  }
}
