import { countAtOrBefore } from '../../base/countAtOrBefore';
import { visibleText } from '../../base/visibleText';
import { accessText, type MemoryRegion } from '../../kernel/memory/memoryRegions';
import type { NameInRange } from '../../protocol/panels/memoryRequests';
import { offsetText } from './meaningText';

/** The memory map of a process, for naming its addresses. */
export class ProcessRegions {
  /** @param regions by address, none over another */
  constructor(private readonly regions: readonly MemoryRegion[]) {}

  /** The region that the address is in. */
  find(address: bigint): MemoryRegion | undefined {
    const found = this.regions[this.countAtOrBefore(address) - 1];
    return found && address < found.end ? found : undefined;
  }

  /** The region that the range begins in, and all that begin in it. */
  namesIn(start: bigint, sizeBytes: number): readonly NameInRange[] {
    const end = start + BigInt(sizeBytes);
    const first = this.find(start);
    const later = this.regions.slice(this.countAtOrBefore(start), this.countAtOrBefore(end - 1n));
    return [...(first ? [first] : []), ...later].map((region) => ({
      offset: Math.max(0, Number(region.start - start)),
      name: regionName(region),
      into: Math.max(0, Number(start - region.start)),
      from: Number(region.fileOffsetBytes ?? 0n),
      note: region.flags === undefined ? '????' : accessText(region.flags),
    }));
  }

  private countAtOrBefore(address: bigint): number {
    return countAtOrBefore(this.regions, address, ({ start }) => start);
  }
}

/** `/usr/bin/bash+0x1a0`: so far in the file; `[heap]+0x10`: so far from where the region begins. */
export function regionText(region: MemoryRegion, address: bigint): string {
  return `${regionName(region)}${offsetText((region.fileOffsetBytes ?? 0n) + address - region.start)}`;
}

function regionName({ name }: MemoryRegion): string {
  return name === undefined ? '[anonymous]' : visibleText(name);
}
