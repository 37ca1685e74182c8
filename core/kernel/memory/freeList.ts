import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';

/** A slab has room for 2^15 objects at most. */
const maxFreeObjects = 1 << 15;

export interface FreeList {
  /** Addresses of the objects, in their order. */
  readonly objects: readonly bigint[];
  /** False where a pointer leads to no object of the slab. */
  readonly isWhole: boolean;
}

/**
 * Free objects of a slab form a chain through themselves; it ends with 0.
 * @param cache its kmem_cache
 * @param isObject tells the slab's objects from other addresses
 * @throws VmcoreError where the dump lacks one of them
 */
export function readFreeList(
  cache: TypedObject,
  first: bigint,
  isObject: (address: bigint) => boolean = () => true,
): FreeList {
  const secret = cache.findMember('random')?.value;
  const offset = BigInt(cache.member('offset').number);
  const objects: bigint[] = [];
  let next = first;
  while (next !== 0n && objects.length < maxFreeObjects) {
    if (!isObject(next)) return { objects, isWhole: false };
    objects.push(next);
    const link = cache.withType(plain.unsignedLong).movedTo(next + offset);
    const pointers = possiblePointers(link.value, link.address, secret).map(cache.space.stripPointer);
    next = pointers.find((pointer) => pointer === 0n || isObject(pointer)) ?? pointers[0] ?? 0n;
  }
  return { objects, isWhole: next === 0n };
}

/**
 * CONFIG_SLAB_FREELIST_HARDENED mixes each pointer with the cache's secret number and its own address
 * (freelist_ptr_decode() of mm/slub.c), bytes reversed since 5.7.
 */
function possiblePointers(stored: bigint, address: bigint, secret: bigint | undefined): readonly bigint[] {
  if (secret === undefined) return [stored];
  return [stored ^ secret ^ bytesReversed(address), stored ^ secret ^ address];
}

function bytesReversed(value: bigint): bigint {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.readBigUInt64BE();
}
