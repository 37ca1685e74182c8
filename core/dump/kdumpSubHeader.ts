import { StructView } from '../base/structView';
import type { KdumpHeader } from './kdumpHeader';

/** Where something lies in the file. */
export interface FileExtent {
  readonly offset: bigint;
  readonly sizeBytes: bigint;
}

/** `struct kdump_sub_header` of makedumpfile's diskdump_mod.h; each header version added fields at the end. */
export interface KdumpSubHeader {
  readonly physicalBase: bigint;
  /** makedumpfile's -d, from version 1. */
  readonly dumpLevel?: number;
  /** The pfns [start, end) that this file of a split set holds, from version 2. */
  readonly split?: { readonly startPfn: number; readonly endPfn: number };
  readonly vmcoreinfo?: FileExtent;
  readonly notes?: FileExtent;
  /** One more than the highest pfn. */
  readonly maxMapNr: number;
}

export const kdumpSubHeaderSizeBytes = 104;

/** `bytes` may be shorter than the structure: fields beyond them count as absent. */
export function parseKdumpSubHeader(bytes: Uint8Array, header: KdumpHeader): KdumpSubHeader {
  const padded = new Uint8Array(kdumpSubHeaderSizeBytes);
  padded.set(bytes.subarray(0, kdumpSubHeaderSizeBytes));
  const view = new StructView(padded, header.littleEndian, header.wordSizeBytes);
  const at = layoutOf(view, header);
  const word = header.wordSizeBytes;
  const extent = (offset: number): FileExtent => ({
    offset: view.u64(offset),
    sizeBytes: view.word(offset + 8),
  });
  const has = (version: number): boolean => header.version >= version;
  const [startPfn, endPfn] = has(6)
    ? [view.u64(at.startPfn64), view.u64(at.startPfn64 + 8)]
    : [view.word(at.startPfn), view.word(at.startPfn + word)];
  return {
    physicalBase: view.word(0),
    ...(has(1) ? { dumpLevel: view.u32(word) } : {}),
    ...(has(2) && view.u32(word + 4) !== 0
      ? { split: { startPfn: Number(startPfn), endPfn: Number(endPfn) } }
      : {}),
    ...(has(3) ? nonEmpty('vmcoreinfo', extent(at.vmcoreinfo)) : {}),
    ...(has(4) ? nonEmpty('notes', extent(at.notes)) : {}),
    maxMapNr: has(6) ? Number(view.u64(at.startPfn64 + 16)) : header.maxMapNr,
  };
}

interface SubHeaderLayout {
  readonly startPfn: number;
  readonly vmcoreinfo: number;
  readonly notes: number;
  readonly startPfn64: number;
}

const wide: SubHeaderLayout = { startPfn: 16, vmcoreinfo: 32, notes: 48, startPfn64: 80 };
/** i386 and QEMU put 64-bit fields at multiples of 4 … */
const narrowPacked: SubHeaderLayout = { startPfn: 12, vmcoreinfo: 20, notes: 32, startPfn64: 56 };
/** … ARM, PowerPC and MIPS at multiples of 8. */
const narrowAligned: SubHeaderLayout = { startPfn: 12, vmcoreinfo: 24, notes: 40, startPfn64: 72 };

/** On 32-bit machines, max_mapnr_64 (version 6) tells the two layouts apart; before, the architecture must. */
function layoutOf(view: StructView, header: KdumpHeader): SubHeaderLayout {
  if (header.wordSizeBytes === 8) return wide;
  if (header.version >= 6) {
    const packed = view.u64(narrowPacked.startPfn64 + 16) === BigInt(header.maxMapNr);
    return packed ? narrowPacked : narrowAligned;
  }
  return /^i\d86$/.test(header.utsname.machine) ? narrowPacked : narrowAligned;
}

function nonEmpty<Name extends string>(name: Name, extent: FileExtent): Partial<Record<Name, FileExtent>> {
  const found: Partial<Record<Name, FileExtent>> = {};
  if (extent.offset > 0n && extent.sizeBytes > 0n) found[name] = extent;
  return found;
}
