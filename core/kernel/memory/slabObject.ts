import { virtualAddress, type VirtualAddress } from '../../base/address';
import { strippedType } from '../../types/cType';
import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import type { Kernel } from '../kernel';
import type { PageFrame, PageFrames } from './pageFrames';

/** The place of one object in a slab; whether it is in use is another question. */
export interface SlabObject {
  readonly cacheName: string;
  /** Its kmem_cache. */
  readonly cacheAddress: VirtualAddress;
  /** Of the object: what kmem_cache_alloc() returned. */
  readonly address: VirtualAddress;
  readonly sizeBytes: number;
  /** The first byte of the slab, and its struct slab (before 5.17 its struct page). */
  readonly slabStart: VirtualAddress;
  readonly slab: TypedObject;
}

/** A group of pages that a cache cuts its objects from. */
interface Slab {
  readonly cacheName: string;
  readonly cacheAddress: VirtualAddress;
  readonly headPfn: number;
  /** From one object to the next. */
  readonly strideBytes: number;
  readonly objectSizeBytes: number;
  /** Before each object, for debugging. */
  readonly paddingBytes: number;
  readonly count: number;
  readonly slab: TypedObject;
}

const rememberedSlabs = 8192;
/** PGTY_slab of enum pagetype stands in the top byte of page_type. */
const pageTypeShift = 24n;

/** Finds the slab object that an address is in: of SLUB, which is the only one since 6.8. */
export class SlabObjects {
  private readonly slabs = new Map<bigint, Slab | undefined>();

  constructor(
    private readonly kernel: Kernel,
    private readonly frames: PageFrames,
  ) {}

  /** Undefined where the address is in no slab, or the dump lacks what tells. */
  find(address: VirtualAddress): SlabObject | undefined {
    const translation = this.kernel.memory.translate(address);
    if (translation.kind === 'fault') return undefined;
    const frame = this.frames.findFrame(translation.physical);
    const head = frame && this.frames.headOf(frame);
    const slab = head && this.slabOf(head);
    return slab && objectIn(slab, address, translation.physical, this.pageSizeBytes);
  }

  private get pageSizeBytes(): bigint {
    return BigInt(this.kernel.memory.translator.pageSizeBytes);
  }

  private slabOf(head: PageFrame): Slab | undefined {
    const key = head.page.address;
    if (!this.slabs.has(key)) {
      if (this.slabs.size >= rememberedSlabs) this.slabs.clear();
      this.slabs.set(
        key,
        ifKnown(() => readSlab(head)),
      );
    }
    return this.slabs.get(key);
  }
}

function readSlab(head: PageFrame): Slab | undefined {
  const { page, pfn: headPfn } = head;
  if (!isSlab(page)) return undefined;
  const slab = page.space.types.findStruct('slab') ? page.as('slab') : page;
  const cache = slab.member('slab_cache').target;
  return {
    cacheName: cache.member('name').text,
    cacheAddress: cache.address,
    headPfn,
    strideBytes: cache.member('size').number,
    objectSizeBytes: cache.member('object_size').number,
    paddingBytes: cache.findMember('red_left_pad')?.number ?? 0,
    count: slab.member('objects').number,
    slab,
  };
}

/** A flag until 6.10, after that a type of page; 6.11 kept types as bits that are clear. */
export function isSlab(page: TypedObject): boolean {
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

function enumValue({ space }: TypedObject, name: string, value: string): bigint | undefined {
  const found = space.types.findEnum(name);
  const type = found && strippedType(found);
  return type?.kind === 'enum' ? type.values.find((each) => each.name === value)?.value : undefined;
}

function objectIn(slab: Slab, address: bigint, physical: bigint, pageSize: bigint): SlabObject | undefined {
  const { strideBytes, paddingBytes, count, cacheName, cacheAddress } = slab;
  const offset = Number(physical - BigInt(slab.headPfn) * pageSize);
  const index = Math.floor(offset / strideBytes);
  if (!(strideBytes > 0 && index >= 0 && index < count)) return undefined;
  const slabStart = virtualAddress(address - BigInt(offset));
  return {
    cacheName,
    cacheAddress,
    address: virtualAddress(slabStart + BigInt(index * strideBytes + paddingBytes)),
    sizeBytes: slab.objectSizeBytes,
    slabStart,
    slab: slab.slab,
  };
}
