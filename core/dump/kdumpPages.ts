import { fileOffset } from '../base/address';
import { StructView } from '../base/structView';
import type { ByteSource } from './byteSource';
import { decompressPage } from './decompress/codecs';
import { compressionOf } from './kdumpHeader';
import type { PageBitmap } from './pageBitmap';
import { excludedPage, notInDump, type PageAbsence, type PageStore } from './pageStore';
import { readBytes } from './readBytes';

/** `struct page_desc` of makedumpfile's diskdump_mod.h. */
export interface PageDescriptor {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly flags: number;
}

export const pageDescriptorSizeBytes = 24;

/** Where the pieces of a kdump-compressed file are. */
export interface KdumpLayout {
  readonly littleEndian: boolean;
  readonly pageSizeBytes: number;
  readonly incomplete: boolean;
  /** Bit per frame: there is RAM. */
  readonly ram: PageBitmap;
  /** Bit per frame: the page was saved. */
  readonly saved: PageBitmap;
  readonly descriptorsOffset: number;
  /** The frames this file holds; all of them but in a split set. */
  readonly startPfn: number;
  readonly endPfn: number;
}

/** The pages of one kdump-compressed file. The n-th saved frame has the n-th descriptor. */
export class KdumpPages implements PageStore {
  /** Descriptors before the file's first frame, counted once: split files number theirs from zero. */
  private skipped?: number;

  constructor(
    private readonly source: ByteSource,
    readonly layout: KdumpLayout,
  ) {}

  get pageSizeBytes(): number {
    return this.layout.pageSizeBytes;
  }

  get ramPfns(): Iterable<readonly [number, number]> {
    return this.layout.ram.runs();
  }

  page(pfn: number): Uint8Array | PageAbsence {
    const { saved, ram } = this.layout;
    const isSaved = saved.has(pfn);
    if (isSaved === undefined) return bitmapCutOff;
    if (!isSaved) return ram.has(pfn) === true ? excludedPage : notInDump;
    const index = this.descriptorIndex(pfn);
    const descriptor = this.descriptor(index);
    return descriptor === undefined ? descriptorCutOff : this.load(descriptor);
  }

  /** How many pages the file should hold. Reads the whole bitmap. */
  countPages(): number {
    return this.descriptorIndex(this.layout.endPfn);
  }

  /** undefined where the file ends before. */
  descriptor(index: number): PageDescriptor | undefined {
    const offset = this.layout.descriptorsOffset + index * pageDescriptorSizeBytes;
    const view = new StructView(
      readBytes(this.source, offset, pageDescriptorSizeBytes),
      this.layout.littleEndian,
    );
    if (!view.covers(0, pageDescriptorSizeBytes)) return undefined;
    return { offset: Number(view.u64(0)), sizeBytes: view.u32(8), flags: view.u32(12) };
  }

  private descriptorIndex(pfn: number): number {
    const { saved, startPfn } = this.layout;
    this.skipped ??= saved.rank(startPfn);
    return saved.rank(pfn) - this.skipped;
  }

  private load({ offset, sizeBytes, flags }: PageDescriptor): Uint8Array | PageAbsence {
    const { pageSizeBytes, incomplete } = this.layout;
    if (offset === 0) return incomplete ? neverWritten : damaged('its descriptor has no offset');
    if (sizeBytes === 0 || sizeBytes > pageSizeBytes)
      return damaged(`its descriptor says ${sizeBytes} bytes`);
    if (offset < this.layout.descriptorsOffset) return damaged('its descriptor points into the tables');
    const start = fileOffset(offset);
    if (start === undefined) return damaged('its descriptor points beyond any file');
    const stored = new Uint8Array(sizeBytes);
    const found = this.source.read(stored, start);
    if (found < sizeBytes) return pageCutOff;
    return this.decompress(stored, flags);
  }

  private decompress(stored: Uint8Array, flags: number): Uint8Array | PageAbsence {
    const compression = compressionOf(flags);
    try {
      return decompressPage(compression, stored, this.layout.pageSizeBytes);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return damaged(`its ${compression} data ${compression === 'none' ? '' : 'does not inflate: '}${why}`);
    }
  }
}

const bitmapCutOff: PageAbsence = { reason: 'truncated', detail: 'the file ends inside its bitmaps' };
const descriptorCutOff: PageAbsence = {
  reason: 'truncated',
  detail: 'the file ends inside its page descriptors',
};
const pageCutOff: PageAbsence = { reason: 'truncated', detail: 'the file ends before the page' };
const neverWritten: PageAbsence = {
  reason: 'truncated',
  detail: 'the dump was not finished before this page',
};

function damaged(why: string): PageAbsence {
  return { reason: 'damaged', detail: `The page is damaged: ${why}.` };
}
