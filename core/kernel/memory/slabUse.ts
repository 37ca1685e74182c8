import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import type { TypedObject } from '../../types/typedObject';
import { cacheNodes } from './cacheNodes';
import { readCpuSlabs } from './cpuSlabs';
import { readFreeList } from './freeList';
import { readSheaves } from './sheaves';
import { beginsObject, type SlabObject } from './slabObject';

/** Who has a free object ready: its slab, a cpu that works with that slab, or a sheaf of a cpu or of a node. */
export type FreeObjectHolder =
  { readonly kind: 'slab' | 'barn' } | { readonly kind: 'cpu' | 'sheaf'; readonly cpu: number };

/** Whether an object of a slab is in use, as the allocator itself notes it. */
export type SlabUse =
  | { readonly kind: 'allocated' }
  | { readonly kind: 'free'; readonly holder: FreeObjectHolder }
  /** The dump lacks what tells, or the slab's chain of free objects is damaged before it comes to this one. */
  | { readonly kind: 'unknown'; readonly reason: 'not dumped' | 'free list damaged' };

interface FreeObjects {
  readonly holders: ReadonlyMap<bigint, FreeObjectHolder>;
  readonly isWhole: boolean;
}

/** What cpus and nodes keep of one cache. */
interface CacheReserves {
  /** By the address of the slab's header: cpus that take objects from it. */
  readonly freeLists: ReadonlyMap<bigint, { readonly cpu: number; readonly first: bigint }>;
  /** By the address of the object. */
  readonly inSheaves: ReadonlyMap<bigint, FreeObjectHolder>;
}

const remembered = 8192;
/** The kernel's sheaves hold some tens. */
const maxSheafSize = 1 << 12;

/** Tells free objects of slabs from those in use; what was read of slabs and caches is remembered. */
export class SlabUses {
  private readonly reserves = new Map<bigint, CacheReserves | undefined>();
  private readonly slabs = new Map<bigint, FreeObjects | undefined>();

  constructor(private readonly objects: KernelObjects) {}

  of(object: SlabObject): SlabUse {
    const { cache, header } = object.slab;
    const free = memoized(this.slabs, header.address, () => this.freeIn(object));
    const reserves = this.reservesOf(cache);
    const holder = free?.holders.get(object.address) ?? reserves?.inSheaves.get(object.address);
    if (holder) return { kind: 'free', holder };
    if (!free || !reserves) return { kind: 'unknown', reason: 'not dumped' };
    return free.isWhole ? { kind: 'allocated' } : { kind: 'unknown', reason: 'free list damaged' };
  }

  /** Of the slab that the object is in. */
  private freeIn(object: SlabObject): FreeObjects {
    const { cache, header } = object.slab;
    const isObject = (address: bigint): boolean => beginsObject(object, address);
    const holders = new Map<bigint, FreeObjectHolder>();
    const own = readFreeList(cache, header.member('freelist').pointer, isObject);
    for (const address of own.objects) holders.set(address, { kind: 'slab' });
    const taken = this.reservesOf(cache)?.freeLists.get(header.address);
    const ofCpu = taken && readFreeList(cache, taken.first, isObject);
    for (const address of ofCpu?.objects ?? []) holders.set(address, { kind: 'cpu', cpu: taken?.cpu ?? 0 });
    return { holders, isWhole: own.isWhole && (ofCpu?.isWhole ?? true) };
  }

  private reservesOf(cache: TypedObject): CacheReserves | undefined {
    return memoized(this.reserves, cache.address, () => readReserves(this.objects, cache));
  }
}

function readReserves(objects: KernelObjects, cache: TypedObject): CacheReserves {
  const inSheaves = new Map<bigint, FreeObjectHolder>();
  for (const { sheaf, size, cpu } of readSheaves(objects, cache, cacheNodes(objects, cache))) {
    const holder: FreeObjectHolder = cpu === undefined ? { kind: 'barn' } : { kind: 'sheaf', cpu };
    const pointers = sheaf.member('objects');
    for (let index = 0; index < Math.min(size, maxSheafSize); index++)
      inSheaves.set(pointers.element(index).pointer, holder);
  }
  const freeLists = new Map(
    [...readCpuSlabs(objects, cache)].map(({ cpu, slab, freeList }) => [
      slab.address,
      { cpu, first: freeList },
    ]),
  );
  return { freeLists, inSheaves };
}

/** Undefined, and remembered as such, where the dump lacks it. */
function memoized<Value>(
  known: Map<bigint, Value | undefined>,
  key: bigint,
  read: () => Value,
): Value | undefined {
  if (!known.has(key)) {
    if (known.size >= remembered) known.clear();
    known.set(key, ifKnown(read));
  }
  return known.get(key);
}
