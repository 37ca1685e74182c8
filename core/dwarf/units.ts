import { lazy } from '../base/lazy';
import { parseAranges, type UnitRange } from './aranges';
import { Cursor } from './cursor';
import type { DebugSections } from './debugSections';
import { RangeIndex } from './rangeIndex';
import { rangeBudget, rangesOf } from './ranges';
import { Unit } from './unit';
import { unitHeaderReadSizeBytes, parseUnitHeader } from './unitHeader';

/** Units whose bytes stay in memory: more than a stack goes through. */
const maxKeptUnits = 64;
/** Ten times the units of the largest kernel with all its drivers built in. */
const maxUnits = 1 << 18;
const maxArangesSizeBytes = 256 * 1024 * 1024;
/** Of what a damaged table may name for one address. */
const maxUnitsTried = 16;

/** The compilation units of a file. */
export class Units {
  /** In order of use, the oldest first. */
  private readonly kept = new Map<number, Unit>();
  private readonly parts = {
    listed: lazy(() => this.readListed()),
    unlisted: lazy(() => this.readUnlisted()),
    starts: lazy(() => [...this.walkStarts()]),
  };

  constructor(private readonly sections: DebugSections) {}

  /** Those whose code holds the address. */
  *at(address: bigint): Generator<Unit> {
    let tried = 0;
    for (const part of [this.parts.listed, this.parts.unlisted]) {
      for (const start of part().index.unitsAt(address)) {
        const unit = this.startingAt(start);
        if (unit !== undefined) yield unit;
        if (++tried === maxUnitsTried) return;
      }
    }
  }

  /** The one that holds a place in .debug_info. */
  around(offset: number): Unit | undefined {
    const starts = this.parts.starts();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const unit = this.startingAt(starts[low - 1] ?? -1);
    return unit && offset < unit.header.end ? unit : undefined;
  }

  private startingAt(offset: number): Unit | undefined {
    const known = this.kept.get(offset);
    const unit = known ?? this.open(offset);
    if (unit === undefined) return undefined;
    this.kept.delete(offset);
    this.kept.set(offset, unit);
    const oldest = this.kept.size > maxKeptUnits ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    return unit;
  }

  private open(offset: number): Unit | undefined {
    const header = this.readHeader(offset);
    return header?.isReadable === true ? new Unit(this.sections, header) : undefined;
  }

  private readHeader(offset: number): ReturnType<typeof parseUnitHeader> {
    const bytes = this.sections.get('info')?.read(offset, unitHeaderReadSizeBytes) ?? new Uint8Array(0);
    return parseUnitHeader(new Cursor(bytes, this.sections.littleEndian), offset);
  }

  /** What .debug_aranges tells: one read for the whole kernel. */
  private readListed(): { readonly index: RangeIndex; readonly units: ReadonlySet<number> } {
    const section = this.sections.get('aranges');
    const bytes = section?.read(0, Math.min(section.sizeBytes, maxArangesSizeBytes)) ?? new Uint8Array(0);
    const ranges = parseAranges(bytes, this.sections.littleEndian);
    return { index: new RangeIndex(ranges), units: new Set(ranges.map(({ unit }) => unit)) };
  }

  /** What the other units say of themselves: clang writes no .debug_aranges. */
  private readUnlisted(): { readonly index: RangeIndex } {
    const { units: listed } = this.parts.listed();
    const budget = rangeBudget();
    const ranges: UnitRange[] = [];
    for (const start of this.parts.starts()) {
      const unit = listed.has(start) ? undefined : this.open(start);
      if (unit === undefined) continue;
      for (const range of rangesOf(unit, unit.root, budget)) ranges.push({ ...range, unit: start });
    }
    return { index: new RangeIndex(ranges) };
  }

  private *walkStarts(): Generator<number> {
    const sizeBytes = this.sections.get('info')?.sizeBytes ?? 0;
    for (let offset = 0, count = 0; offset < sizeBytes && count < maxUnits; count++) {
      const header = this.readHeader(offset);
      if (header === undefined) break;
      yield offset;
      offset = header.end;
    }
  }
}
