import { noGaps, type AbsenceReason, type Gap } from './physicalMemory';

/** Collects the gaps of one read in order, joining neighbours with the same cause. */
export class GapList {
  private gaps?: Gap[];

  get list(): readonly Gap[] {
    return this.gaps ?? noGaps;
  }

  add(offset: number, sizeBytes: number, reason: AbsenceReason, detail?: string): void {
    if (sizeBytes <= 0) return;
    this.gaps ??= [];
    const last = this.gaps.at(-1);
    const joins =
      last?.reason === reason && last.detail === detail && last.offset + last.sizeBytes === offset;
    if (joins) this.gaps.pop();
    this.gaps.push({
      offset: joins ? last.offset : offset,
      sizeBytes: joins ? last.sizeBytes + sizeBytes : sizeBytes,
      reason,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}
