import { deflateSync } from 'node:zlib';

/** Builds kdump-compressed files in code, in the layout of makedumpfile's diskdump_mod.h. */
export interface KdumpSpec {
  /** The dumped machine's frames: bytes for a saved page, 'excluded' for RAM that was left out; holes are absent. */
  readonly pages: ReadonlyMap<number, Uint8Array | 'excluded'>;
  /** One more than the highest frame. */
  readonly maxMapNr: number;
  readonly version?: number;
  readonly littleEndian?: boolean;
  readonly wordSizeBytes?: 4 | 8;
  readonly machine?: string;
  readonly pageSizeBytes?: number;
  readonly physicalBase?: number;
  readonly statusFlags?: number;
  readonly dumpLevel?: number;
  readonly split?: { readonly startPfn: number; readonly endPfn: number };
  readonly vmcoreinfo?: Uint8Array;
  readonly notes?: Uint8Array;
  /** How a page is stored; zlib when left out. */
  readonly store?: (page: Uint8Array, pfn: number) => StoredPage;
  readonly timeSeconds?: number;
}

export interface StoredPage {
  readonly bytes: Uint8Array;
  readonly flags: number;
}

export const storedRaw = (page: Uint8Array): StoredPage => ({ bytes: page, flags: 0 });
export const storedZlib = (page: Uint8Array): StoredPage => ({ bytes: deflateSync(page), flags: 1 });

export interface KdumpFileParts {
  readonly bytes: Uint8Array;
  readonly bitmapOffset: number;
  readonly descriptorsOffset: number;
  readonly dataOffset: number;
}

export function writeKdump(spec: KdumpSpec): Uint8Array {
  return writeKdumpParts(spec).bytes;
}

/** Also tells where its structures lie, for tests that damage them. */
export function writeKdumpParts(spec: KdumpSpec): KdumpFileParts {
  const { pageSizeBytes = 4096, maxMapNr, pages, store = storedZlib } = spec;
  const { vmcoreinfo = new Uint8Array(0), notes = new Uint8Array(0), littleEndian = true } = spec;
  const subHeaderBlocks = Math.ceil((112 + vmcoreinfo.length + notes.length) / pageSizeBytes);
  const bitmapBlocks = Math.ceil(Math.ceil(maxMapNr / 8) / pageSizeBytes);
  const bitmapOffset = (1 + subHeaderBlocks) * pageSizeBytes;
  const savedOffset = bitmapOffset + bitmapBlocks * pageSizeBytes;
  const descriptorsOffset = savedOffset + bitmapBlocks * pageSizeBytes;
  const { startPfn = 0, endPfn = maxMapNr } = spec.split ?? {};
  const inOrder = [...pages].sort(([a], [b]) => a - b);
  const saved = inOrder.flatMap(([pfn, page]) => {
    const isHere = page !== 'excluded' && pfn >= startPfn && pfn < endPfn;
    return isHere ? [store(page, pfn)] : [];
  });
  const dataOffset = descriptorsOffset + saved.length * 24;
  const bytes = new Uint8Array(saved.reduce((sum, page) => sum + page.bytes.length, dataOffset));
  const view = new DataView(bytes.buffer);
  writeHeader(view, spec, subHeaderBlocks, 2 * bitmapBlocks);
  const extraOffset = pageSizeBytes + 112;
  writeSubHeader(view, spec, extraOffset, extraOffset + vmcoreinfo.length);
  bytes.set(vmcoreinfo, extraOffset);
  bytes.set(notes, extraOffset + vmcoreinfo.length);
  for (const [pfn, page] of inOrder) {
    setBit(bytes, bitmapOffset, pfn);
    if (page !== 'excluded') setBit(bytes, savedOffset, pfn);
  }
  let offset = dataOffset;
  saved.forEach((page, index) => {
    const at = descriptorsOffset + index * 24;
    view.setBigUint64(at, BigInt(offset), littleEndian);
    view.setUint32(at + 8, page.bytes.length, littleEndian);
    view.setUint32(at + 12, page.flags, littleEndian);
    bytes.set(page.bytes, offset);
    offset += page.bytes.length;
  });
  return { bytes, bitmapOffset, descriptorsOffset, dataOffset };
}

function writeHeader(view: DataView, spec: KdumpSpec, subHeaderBlocks: number, bitmapBlocks: number): void {
  const { littleEndian = true, wordSizeBytes = 8, pageSizeBytes = 4096 } = spec;
  const machine = spec.machine ?? (wordSizeBytes === 8 ? 'x86_64' : 'i686');
  writeText(view, 0, 'KDUMP   ');
  view.setInt32(8, spec.version ?? 6, littleEndian);
  ['Linux', 'crashbox', '6.1.0-test', '#1 SMP', machine, '(none)'].forEach((text, index) => {
    writeText(view, 12 + index * 65, text);
  });
  const time = wordSizeBytes === 8 ? 408 : 404;
  view.setUint32(
    littleEndian ? time : time + wordSizeBytes - 4,
    spec.timeSeconds ?? 1_700_000_000,
    littleEndian,
  );
  const fields = [
    spec.statusFlags ?? 1,
    pageSizeBytes,
    subHeaderBlocks,
    bitmapBlocks,
    Math.min(spec.maxMapNr, 0xffffffff),
    0,
    0,
    0,
    0,
    1,
  ];
  fields.forEach((value, index) => {
    view.setUint32(time + 2 * wordSizeBytes + index * 4, value, littleEndian);
  });
}

/** 64-bit: natural alignment. 32-bit: i686 packs 64-bit fields at multiples of 4, the others at multiples of 8. */
function writeSubHeader(
  view: DataView,
  spec: KdumpSpec,
  vmcoreinfoOffset: number,
  notesOffset: number,
): void {
  const { littleEndian = true, wordSizeBytes = 8, pageSizeBytes = 4096, version = 6 } = spec;
  const packed = (spec.machine ?? 'i686') === 'i686';
  let at = pageSizeBytes;
  const u32 = (value: number): void => {
    view.setUint32(at, value, littleEndian);
    at += 4;
  };
  const u64 = (value: number): void => {
    const unit = wordSizeBytes === 4 && packed ? 4 : 8;
    at = Math.ceil(at / unit) * unit;
    view.setBigUint64(at, BigInt(value), littleEndian);
    at += 8;
  };
  const word = wordSizeBytes === 8 ? u64 : u32;
  word(spec.physicalBase ?? 0);
  if (version >= 1) u32(spec.dumpLevel ?? 0);
  if (version < 2) return;
  u32(spec.split === undefined ? 0 : 1);
  word(spec.split?.startPfn ?? 0);
  word(spec.split?.endPfn ?? 0);
  if (version < 3) return;
  u64(spec.vmcoreinfo === undefined ? 0 : vmcoreinfoOffset);
  word(spec.vmcoreinfo?.length ?? 0);
  if (version < 4) return;
  u64(spec.notes === undefined ? 0 : notesOffset);
  word(spec.notes?.length ?? 0);
  if (version < 5) return;
  u64(0);
  word(0);
  if (version < 6) return;
  u64(spec.split?.startPfn ?? 0);
  u64(spec.split?.endPfn ?? 0);
  u64(spec.maxMapNr);
}

function writeText(view: DataView, offset: number, text: string): void {
  Buffer.from(text, 'latin1').forEach((byte, index) => {
    view.setUint8(offset + index, byte);
  });
}

function setBit(bytes: Uint8Array, offset: number, bit: number): void {
  const at = offset + (bit >> 3);
  bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7));
}
