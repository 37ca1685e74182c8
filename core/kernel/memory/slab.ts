import { strippedType } from '../../types/cType';
import type { TypedObject } from '../../types/typedObject';
import type { PageFrame } from './pageFrames';

/** A group of pages that a cache (SLUB's, the only one since 6.8) cuts its objects from. */
export interface Slab {
  /** Its kmem_cache. */
  readonly cache: TypedObject;
  readonly cacheName: string;
  /** Its struct slab, before 5.17 its struct page. */
  readonly header: TypedObject;
  readonly headPfn: number;
  /** From one object to the next. */
  readonly strideBytes: number;
  readonly objectSizeBytes: number;
  /** Before each object, for debugging: its left red zone. */
  readonly paddingBytes: number;
  /** Objects that it has room for. */
  readonly count: number;
}

/** PGTY_slab of enum pagetype stands in the top byte of page_type. */
const pageTypeShift = 24n;
/** struct kmem_cache_order_objects: the number of objects below the order (OO_MASK of mm/slub.c). */
const objectsMask = 0xffff;

/** Undefined where the pages are used otherwise. @param head the first page of its group */
export function readSlab({ page, pfn: headPfn }: PageFrame): Slab | undefined {
  if (!isSlab(page)) return undefined;
  const header = page.space.types.findStruct('slab') ? page.as('slab') : page;
  const cache = header.member('slab_cache').target;
  const count = header.member('objects').number;
  if (isGuarded(cache, count)) return undefined;
  return {
    cache,
    cacheName: cache.member('name').text,
    header,
    headPfn,
    strideBytes: cache.member('size').number,
    objectSizeBytes: cache.member('object_size').number,
    paddingBytes: cache.findMember('red_left_pad')?.number ?? 0,
    count,
  };
}

/** KFENCE puts single objects of any cache on pages of its own, which look like slabs (kfence_guarded_alloc(), 5.12). */
function isGuarded(cache: TypedObject, count: number): boolean {
  const fewest = cache.findMember('min')?.member('x').number ?? 0;
  return count === 1 && (fewest & objectsMask) > 1;
}

/** A flag until 6.10, after that a type of page; 6.11 kept types as bits that are clear. */
function isSlab(page: TypedObject): boolean {
  const flag = enumValue(page, 'pageflags', 'PG_slab');
  if (flag !== undefined) return ((pageFlags(page) >> flag) & 1n) === 1n;
  const pageType = page.findMember('page_type')?.value;
  if (pageType === undefined) return false;
  const slabType = enumValue(page, 'pagetype', 'PGTY_slab');
  if (slabType !== undefined) return BigInt.asUintN(32, pageType) >> pageTypeShift === slabType;
  const slabBit = enumValue(page, 'pagetype', 'PG_slab');
  return slabBit !== undefined && (pageType & slabBit) === 0n;
}

/** The word of flags; a struct of its own since 6.18. */
export function pageFlags(page: TypedObject): bigint {
  const flags = page.member('flags');
  return flags.findMember('f')?.value ?? flags.value;
}

/** Undefined where this kernel has no such enum, or no such value in it. */
export function enumValue({ space }: TypedObject, name: string, value: string): bigint | undefined {
  const found = space.types.findEnum(name);
  const type = found && strippedType(found);
  return type?.kind === 'enum' ? type.values.find((each) => each.name === value)?.value : undefined;
}
