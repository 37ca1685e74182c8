import { formatByteSize } from '../base/byteSize';
import type { Completeness } from './dumpImage';
import type { KdumpFile } from './kdumpFile';
import { pageDescriptorSizeBytes, type KdumpPages } from './kdumpPages';
import type { PfnRange } from './kdumpSplit';

/** What a whole dump should hold against what its files do. Reads bitmaps and some descriptors. */
export function kdumpCompleteness(
  parts: readonly KdumpFile[],
  missingParts: readonly PfnRange[],
): Completeness {
  const checked = parts.map(checkFile);
  const missing = [
    ...parts.flatMap(({ source }) => source.shortage ?? []),
    ...checked.flatMap(({ sentence }) => sentence ?? []),
    ...missingParts.map(
      ({ start, end }) => `The part of the split set with page frames ${start} to ${end - 1} is missing.`,
    ),
  ];
  const expected = checked.map(({ expectedSizeBytes }) => expectedSizeBytes);
  const known = missingParts.length === 0 && expected.every((size) => size !== undefined);
  return {
    complete: missing.length === 0,
    ...(known ? { expectedSizeBytes: expected.reduce((sum, size) => sum + size, 0) } : {}),
    actualSizeBytes: parts.reduce((sum, { source }) => sum + source.sizeBytes, 0),
    missing,
  };
}

interface FileCheck {
  /** undefined where the descriptors that would tell are missing themselves. */
  readonly expectedSizeBytes?: number;
  readonly sentence?: string;
}

function checkFile({ source, header, pages }: KdumpFile): FileCheck {
  const { sizeBytes } = source;
  const promised = pages.countPages();
  const dataOffset = pages.layout.descriptorsOffset + promised * pageDescriptorSizeBytes;
  if (dataOffset > sizeBytes) {
    const ends = `The file ${source.path} ends at ${formatByteSize(sizeBytes)}`;
    return {
      sentence: `${ends}, before its first page at ${formatByteSize(dataOffset)}: all pages are missing.`,
    };
  }
  const end = lastDataEnd(pages, promised, dataOffset);
  const whole = end === 'unwritten' ? undefined : end;
  if (whole !== undefined && whole <= sizeBytes && !header.incomplete) return { expectedSizeBytes: whole };
  const saved = countSavedPages(pages, promised, dataOffset, sizeBytes);
  const of = whole === undefined ? '' : ` of ${formatByteSize(whole)}`;
  const missing = `about ${promised - saved} of ${promised} pages are missing`;
  const sentence = header.incomplete
    ? `The dump was not finished (its writer says so): ${missing}.`
    : `The file ${source.path} ends at ${formatByteSize(sizeBytes)}${of}: ${missing}.`;
  return { ...(whole === undefined ? {} : { expectedSizeBytes: whole }), sentence };
}

/**
 * makedumpfile and QEMU store one page of zeros in front of all others and point every zero page at it; after so
 * many in a row the search for another page gives up.
 */
const maxZeroPagesSkipped = 4096;

/** End of the last page's data: pages lie in the order of their descriptors, but for the shared zero page. */
function lastDataEnd(pages: KdumpPages, count: number, dataOffset: number): number | 'unwritten' {
  let end = dataOffset;
  for (let index = count - 1; index >= Math.max(0, count - maxZeroPagesSkipped); index -= 1) {
    const descriptor = pages.descriptor(index);
    if (descriptor === undefined || descriptor.offset === 0) return 'unwritten';
    end = Math.max(end, descriptor.offset + descriptor.sizeBytes);
    if (descriptor.offset !== dataOffset) break;
  }
  return end;
}

/** Binary search for the first page whose data is not there. */
function countSavedPages(
  pages: KdumpPages,
  count: number,
  dataOffset: number,
  fileSizeBytes: number,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSaved(pages, middle, count, dataOffset, fileSizeBytes)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSaved(
  pages: KdumpPages,
  from: number,
  count: number,
  dataOffset: number,
  fileSize: number,
): boolean {
  for (let index = from; index < Math.min(count, from + maxZeroPagesSkipped); index += 1) {
    const descriptor = pages.descriptor(index);
    if (descriptor === undefined || descriptor.offset === 0) return false;
    const isZeroPage = descriptor.offset === dataOffset && index > 0;
    if (!isZeroPage) return descriptor.offset + descriptor.sizeBytes <= fileSize;
  }
  return true;
}
