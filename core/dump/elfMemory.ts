import { fileOffset, physicalAddress, type PhysicalAddress } from '../base/address';
import type { ByteSource } from './byteSource';
import { findSegmentIndex, type ElfSegment } from './elfSegments';
import { GapList } from './gapList';
import type { Gap, PhysicalMemory, PhysicalRange } from './physicalMemory';

/** Physical memory as the segments of an ELF core hold it. */
export class ElfMemory implements PhysicalMemory {
  constructor(
    private readonly source: ByteSource,
    private readonly segments: readonly ElfSegment[],
  ) {}

  get ranges(): Iterable<PhysicalRange> {
    return this.segments.map(({ start, end }) => ({
      start: physicalAddress(BigInt(start)),
      sizeBytes: BigInt(end - start),
    }));
  }

  read(address: PhysicalAddress, into: Uint8Array): readonly Gap[] {
    const start = Number(address);
    const end = start + into.length;
    const gaps = new GapList();
    let position = start;
    let index = Math.max(0, findSegmentIndex(this.segments, start));
    while (position < end) {
      const segment = this.segments[index];
      if (segment === undefined || segment.start >= end) break;
      const from = Math.max(position, segment.start);
      const to = Math.min(end, segment.end);
      if (from < to) {
        gaps.add(position - start, from - position, 'not-in-dump');
        this.readSegment(segment, from, into.subarray(from - start, to - start), from - start, gaps);
        position = to;
      }
      index += 1;
    }
    gaps.add(position - start, end - position, 'not-in-dump');
    return gaps.list;
  }

  /** `from` lies in `segment`, and so does the end of `into`; `base` is where `into` starts in the whole read. */
  private readSegment(
    segment: ElfSegment,
    from: number,
    into: Uint8Array,
    base: number,
    gaps: GapList,
  ): void {
    const saved = Math.max(0, Math.min(into.length, segment.savedEnd - from));
    const offset = fileOffset(segment.offset + (from - segment.start));
    const found = offset === undefined || saved === 0 ? 0 : this.source.read(into.subarray(0, saved), offset);
    gaps.add(base + found, saved - found, 'truncated');
    gaps.add(base + saved, into.length - saved, 'excluded');
  }
}
