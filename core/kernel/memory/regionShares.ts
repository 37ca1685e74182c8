import { physicalAddress, virtualAddress } from '../../base/address';
import type { Gap } from '../../dump/physicalMemory';
import type { Kernel } from '../kernel';
import type { KernelRegion } from './kernelRegions';

/** What a part of a region is, by the pages that were looked at. */
export interface RegionShare {
  readonly dumped: number;
  /** Mapped, or RAM, but left out of the dump. */
  readonly excluded: number;
  /** Nothing is there. */
  readonly empty: number;
}

/** Pages looked at in each part: each costs the reading of one page. */
const samplesOfPart = 8;

/**
 * How much of each part of a region is in the dump, judged by some pages of it that are evenly spread: a region may have
 * terabytes.
 */
export function regionShares(
  kernel: Kernel,
  { start, end }: Pick<KernelRegion, 'start' | 'end'>,
  parts: number,
  physical: boolean,
): readonly RegionShare[] {
  const byte = new Uint8Array(1);
  const read = (address: bigint): readonly Gap[] =>
    physical
      ? kernel.dump.memory.read(physicalAddress(address), byte)
      : kernel.memory.read(virtualAddress(address), byte);
  const samples = BigInt(parts * samplesOfPart);
  return Array.from({ length: parts }, (_, part) => {
    const share = { dumped: 0, excluded: 0, empty: 0 };
    for (let sample = 0; sample < samplesOfPart; sample++) {
      const index = BigInt(part * samplesOfPart + sample);
      const [gap] = read(start + ((end - start) * (2n * index + 1n)) / (2n * samples));
      if (!gap) share.dumped += 1;
      else if (gap.reason === 'not-mapped' || gap.reason === 'not-in-dump') share.empty += 1;
      else share.excluded += 1;
    }
    return share;
  });
}
