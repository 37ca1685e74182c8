import { VmcoreError } from '../base/errors';
import type { ByteSource } from './byteSource';
import { openKdumpFile, type KdumpFile } from './kdumpFile';
import { isKdump } from './kdumpHeader';
import type { PageAbsence, PageStore } from './pageStore';
import { excludedPage, notInDump } from './pageStore';
import { readBytes } from './readBytes';

/** Frames [start, end). */
export interface PfnRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The other parts of a split set among the files beside `first`, in order of their frames. What belongs together is
 * told by the headers: same machine, same crash, same bitmap size.
 */
export function findSplitParts(first: KdumpFile, siblings: () => Iterable<ByteSource>): readonly KdumpFile[] {
  const parts = [first];
  for (const source of siblings()) {
    const part = openIfKdump(source);
    const isNew =
      part !== undefined && belongsTo(first, part) && !parts.some((known) => sameRange(known, part));
    if (isNew) parts.push(part);
    else source.close();
  }
  return parts.sort((a, b) => a.pages.layout.startPfn - b.pages.layout.startPfn);
}

/** The frames that no part holds. */
export function missingParts(parts: readonly KdumpFile[]): readonly PfnRange[] {
  const missing: PfnRange[] = [];
  let covered = 0;
  for (const { startPfn, endPfn } of parts.map(({ pages }) => pages.layout)) {
    if (startPfn > covered) missing.push({ start: covered, end: startPfn });
    covered = Math.max(covered, endPfn);
  }
  const end = parts[0]?.pages.layout.saved.pfnCount ?? 0;
  if (covered < end) missing.push({ start: covered, end });
  return missing;
}

/** Pages from whichever part holds them; every part carries the bitmaps of the whole machine. */
export class SplitPages implements PageStore {
  constructor(
    private readonly parts: readonly KdumpFile[],
    private readonly opened: KdumpFile,
  ) {}

  get pageSizeBytes(): number {
    return this.opened.pages.pageSizeBytes;
  }

  get ramPfns(): Iterable<readonly [number, number]> {
    return this.opened.pages.ramPfns;
  }

  page(pfn: number): Uint8Array | PageAbsence {
    const holder = this.parts.find(({ pages }) => pfn >= pages.layout.startPfn && pfn < pages.layout.endPfn);
    if (holder !== undefined) return holder.pages.page(pfn);
    const { saved, ram } = this.opened.pages.layout;
    if (saved.has(pfn) === true) return inMissingPart;
    return ram.has(pfn) === true ? excludedPage : notInDump;
  }
}

const inMissingPart: PageAbsence = { reason: 'truncated', detail: 'its part of the split set is missing' };

function openIfKdump(source: ByteSource): KdumpFile | undefined {
  if (!isKdump(readBytes(source, 0, 8))) return undefined;
  try {
    return openKdumpFile(source);
  } catch (error) {
    // A damaged neighbour is no part of this set; the frames it should hold are reported as missing.
    if (error instanceof VmcoreError) return undefined;
    throw error;
  }
}

function belongsTo(first: KdumpFile, other: KdumpFile): boolean {
  const [a, b] = [first.header, other.header];
  return (
    other.subHeader.split !== undefined &&
    a.timeSeconds === b.timeSeconds &&
    a.blockSizeBytes === b.blockSizeBytes &&
    a.bitmapBlocks === b.bitmapBlocks &&
    first.subHeader.maxMapNr === other.subHeader.maxMapNr &&
    JSON.stringify(a.utsname) === JSON.stringify(b.utsname)
  );
}

function sameRange(a: KdumpFile, b: KdumpFile): boolean {
  const [left, right] = [a.pages.layout, b.pages.layout];
  return left.startPfn === right.startPfn && left.endPfn === right.endPfn;
}
