import { virtualAddress, type VirtualAddress } from '../../base/address';
import { ifKnown } from '../../types/errors';
import type { Kernel } from '../kernel';
import type { PageFrame, PageFrames } from './pageFrames';
import { readSlab, type Slab } from './slab';

/** The place of one object in a slab; whether it is in use is another question: `SlabUses`. */
export interface SlabObject {
  readonly slab: Slab;
  /** The first byte of the slab. */
  readonly slabStart: VirtualAddress;
  /** Among the slab's objects, from 0. */
  readonly index: number;
  /** Of the object: what kmem_cache_alloc() returned. */
  readonly address: VirtualAddress;
}

const rememberedSlabs = 8192;

/** Finds the slab object that an address is in. */
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

function objectIn(slab: Slab, address: bigint, physical: bigint, pageSize: bigint): SlabObject | undefined {
  const offset = Number(physical - BigInt(slab.headPfn) * pageSize);
  const index = Math.floor(offset / slab.strideBytes);
  if (!(slab.strideBytes > 0 && index >= 0 && index < slab.count)) return undefined;
  const slabStart = virtualAddress(address - BigInt(offset));
  return { slab, slabStart, index, address: objectAt(slab, slabStart, index) };
}

function objectAt({ strideBytes, paddingBytes }: Slab, slabStart: bigint, index: number): VirtualAddress {
  return virtualAddress(slabStart + BigInt(index * strideBytes + paddingBytes));
}

/** Whether an object of the slab begins there. */
export function beginsObject({ slab, slabStart }: SlabObject, address: bigint): boolean {
  const offset = address - objectAt(slab, slabStart, 0);
  const stride = BigInt(slab.strideBytes);
  return offset >= 0n && offset % stride === 0n && offset / stride < BigInt(slab.count);
}
