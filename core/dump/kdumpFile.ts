import type { Problem } from '../base/problem';
import type { ByteSource } from './byteSource';
import { readElfNotes, type ElfNotes } from './elfNotes';
import * as errors from './errors';
import { kdumpHeaderSizeBytes, parseKdumpHeader, type KdumpHeader } from './kdumpHeader';
import { KdumpPages } from './kdumpPages';
import { kdumpSubHeaderSizeBytes, parseKdumpSubHeader, type KdumpSubHeader } from './kdumpSubHeader';
import { PageBitmap } from './pageBitmap';
import { readBytes } from './readBytes';
import { maxVmcoreinfoSizeBytes, vmcoreinfoOf } from './vmcoreinfoNote';

/** One kdump-compressed file: an ordinary dump, or a part of a split set. */
export interface KdumpFile {
  readonly source: ByteSource;
  readonly header: KdumpHeader;
  readonly subHeader: KdumpSubHeader;
  readonly pages: KdumpPages;
  readonly notes: ElfNotes;
  readonly vmcoreinfo?: Uint8Array;
  readonly problems: readonly Problem[];
}

/** 64 TiB in pages of 4 KiB: what Linux can address on the largest machine kdump has been used on, and more. */
const maxPfnCount = 2 ** 34;

/**
 * Reads the headers; bitmaps and descriptors wait until a page is asked for.
 * @throws VmcoreError `header-cut-off`, `corrupt-header`
 */
export function openKdumpFile(source: ByteSource): KdumpFile {
  const { header, subHeader } = readKdumpHeaders(source);
  const problems: Problem[] = [];
  const notes = readNotes(source, header, subHeader);
  return {
    source,
    header,
    subHeader,
    pages: openPages(source, header, subHeader, problems),
    notes,
    ...readVmcoreinfo(source, subHeader, notes),
    problems: [...problems, ...notes.problems],
  };
}

/** Header and sub-header, also to find the parts of a split set. */
export function readKdumpHeaders(source: ByteSource): {
  readonly header: KdumpHeader;
  readonly subHeader: KdumpSubHeader;
} {
  const first = readBytes(source, 0, kdumpHeaderSizeBytes);
  if (first.length < kdumpHeaderSizeBytes) throw cutOff(source, kdumpHeaderSizeBytes);
  const header = parseKdumpHeader(first);
  if ('badField' in header) throw errors.corruptHeader(source.path, 'kdump', header.badField, 8);
  const second = readBytes(source, header.blockSizeBytes, kdumpSubHeaderSizeBytes);
  if (second.length === 0) throw cutOff(source, header.blockSizeBytes + kdumpSubHeaderSizeBytes);
  return { header, subHeader: parseKdumpSubHeader(second, header) };
}

function openPages(
  source: ByteSource,
  header: KdumpHeader,
  subHeader: KdumpSubHeader,
  problems: Problem[],
): KdumpPages {
  const { blockSizeBytes, bitmapBlocks } = header;
  const bitmapOffset = (1 + header.subHeaderBlocks) * blockSizeBytes;
  const wanted = subHeader.maxMapNr;
  // Dumps of diskdump's time have one bitmap; makedumpfile and QEMU write RAM first, then what was saved.
  const bothBitmaps = bitmapBlocks >= 2 * Math.ceil(wanted / 8 / blockSizeBytes);
  const bitmapSizeBytes = (bitmapBlocks * blockSizeBytes) / (bothBitmaps ? 2 : 1);
  const pfnCount = Math.min(wanted, bitmapSizeBytes * 8, maxPfnCount);
  if (pfnCount < wanted) problems.push(bitmapTooSmall(wanted, pfnCount, bitmapOffset));
  const savedOffset = bitmapOffset + (bothBitmaps ? bitmapSizeBytes : 0);
  return new KdumpPages(source, {
    littleEndian: header.littleEndian,
    pageSizeBytes: blockSizeBytes,
    incomplete: header.incomplete,
    ram: new PageBitmap(source, bitmapOffset, pfnCount),
    saved: new PageBitmap(source, savedOffset, pfnCount),
    descriptorsOffset: bitmapOffset + bitmapBlocks * blockSizeBytes,
    startPfn: Math.min(subHeader.split?.startPfn ?? 0, pfnCount),
    endPfn: Math.min(subHeader.split?.endPfn ?? pfnCount, pfnCount),
  });
}

function readNotes(source: ByteSource, header: KdumpHeader, { notes }: KdumpSubHeader): ElfNotes {
  if (notes === undefined) return { notes: [], problems: [] };
  return readElfNotes(source, { ...notes, littleEndian: header.littleEndian });
}

function readVmcoreinfo(
  source: ByteSource,
  { vmcoreinfo }: KdumpSubHeader,
  { notes }: ElfNotes,
): { readonly vmcoreinfo?: Uint8Array } {
  if (vmcoreinfo === undefined || vmcoreinfo.sizeBytes > maxVmcoreinfoSizeBytes) return vmcoreinfoOf(notes);
  const bytes = readBytes(source, vmcoreinfo.offset, vmcoreinfo.sizeBytes);
  return bytes.length > 0 ? { vmcoreinfo: bytes } : vmcoreinfoOf(notes);
}

function cutOff(source: ByteSource, needed: number): Error {
  return errors.headerCutOff(source.path, 'kdump', needed, source.sizeBytes);
}

function bitmapTooSmall(wanted: number, pfnCount: number, offset: number): Problem {
  return {
    code: 'kdump-bitmap-too-small',
    message: `The header speaks of ${wanted} page frames, its bitmap has room for ${pfnCount}.`,
    at: `file offset ${offset}`,
  };
}
