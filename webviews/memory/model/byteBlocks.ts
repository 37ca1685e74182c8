import type { MemoryGap } from '../../../core/protocol/dumpHost';

/** Memory is asked for in pieces of this size, aligned. */
export const blockSizeBytes = 4096;
/** 4 MiB: far more than a screen shows. */
const rememberedBlocks = 1024;

export interface ByteBlock {
  readonly bytes: Uint8Array;
  readonly gaps: readonly MemoryGap[];
}

/** A byte that is there, or why it is not; undefined while nobody knows yet. */
export type ByteAt = number | MemoryGap | undefined;

/** Bytes of one address space that have arrived, in aligned blocks; the oldest are forgotten first. */
export class ByteBlocks {
  private readonly blocks = new Map<bigint, ByteBlock>();

  has(start: bigint): boolean {
    return this.blocks.has(start);
  }

  /** @param start of a run of whole blocks, whose bytes these are */
  add(start: bigint, bytes: Uint8Array, gaps: readonly MemoryGap[]): void {
    for (let offset = 0; offset < bytes.length; offset += blockSizeBytes) {
      const inside = gaps.flatMap((gap) => gapWithin(gap, offset));
      this.blocks.set(start + BigInt(offset), {
        bytes: bytes.subarray(offset, offset + blockSizeBytes),
        gaps: inside,
      });
    }
    for (const oldest of this.blocks.keys()) {
      if (this.blocks.size <= rememberedBlocks) break;
      this.blocks.delete(oldest);
    }
  }

  at(address: bigint): ByteAt {
    const start = blockStart(address);
    const block = this.blocks.get(start);
    if (!block) return undefined;
    const offset = Number(address - start);
    const gap = block.gaps.find((each) => offset >= each.offset && offset < each.offset + each.sizeBytes);
    return gap ?? block.bytes[offset];
  }

  /** The bytes of a range; undefined where not all of them have arrived, or are in the dump. */
  whole(address: bigint, sizeBytes: number): Uint8Array | undefined {
    const bytes = new Uint8Array(sizeBytes);
    for (let offset = 0; offset < sizeBytes; offset++) {
      const byte = this.at(address + BigInt(offset));
      if (typeof byte !== 'number') return undefined;
      bytes[offset] = byte;
    }
    return bytes;
  }
}

export function blockStart(address: bigint): bigint {
  return address - (address % BigInt(blockSizeBytes));
}

/** The part of a gap that lies in the block at that offset, counted from the block's start. */
function gapWithin(gap: MemoryGap, offset: number): readonly MemoryGap[] {
  const from = Math.max(gap.offset, offset);
  const to = Math.min(gap.offset + gap.sizeBytes, offset + blockSizeBytes);
  return from < to ? [{ ...gap, offset: from - offset, sizeBytes: to - from }] : [];
}
