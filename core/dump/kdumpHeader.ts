import { StructView } from '../base/structView';
import type { Compression } from './dumpImage';

/**
 * The first block of a kdump-compressed file: `struct disk_dump_header` of makedumpfile's diskdump_mod.h (the same in
 * 1.3 to 1.7; QEMU's include/sysemu/dump.h writes it too). Only what reading needs.
 */
export interface KdumpHeader {
  readonly version: number;
  readonly littleEndian: boolean;
  readonly wordSizeBytes: 4 | 8;
  readonly utsname: {
    readonly nodename: string;
    readonly release: string;
    readonly version: string;
    readonly machine: string;
  };
  readonly timeSeconds: number;
  readonly compression: Compression;
  /** The writer ran out of space and said so. */
  readonly incomplete: boolean;
  /** Size of a block and of a page. */
  readonly blockSizeBytes: number;
  readonly subHeaderBlocks: number;
  /** Blocks of both bitmaps together. */
  readonly bitmapBlocks: number;
  /** Cut to 32 bits in large machines; version 6 has the whole number in the sub-header. */
  readonly maxMapNr: number;
}

const signature = 'KDUMP   ';
const newestVersion = 6;
/** Later versions would keep the fields where they are, as versions 1 to 6 did. */
const highestVersion = 64;
const utsFieldSizeBytes = 65;
const utsnameOffset = 12;
/** Up to the last field that matters, in either word size. */
export const kdumpHeaderSizeBytes = 448;

export function isKdump(head: Uint8Array): boolean {
  return head.length >= 8 && new StructView(head, true).cString(0, 8) === signature;
}

export function isNewerThanKnown(header: KdumpHeader): boolean {
  return header.version > newestVersion;
}

/** The header, or the name of the field that makes no sense. `bytes` begins with the signature and is long enough. */
export function parseKdumpHeader(bytes: Uint8Array): KdumpHeader | { readonly badField: string } {
  const littleEndian = plausibleVersion(new StructView(bytes, true).s32(8));
  if (!littleEndian && !plausibleVersion(new StructView(bytes, false).s32(8))) {
    return { badField: `version ${new StructView(bytes, true).s32(8)}` };
  }
  const machine = utsField(new StructView(bytes, littleEndian), 4);
  const isNarrow = /^(i\d86|arm|ppc$|mips$|s390$)/.test(machine);
  const widths: readonly (4 | 8)[] = isNarrow ? [4, 8] : [8, 4];
  for (const width of widths) {
    const header = parseLayout(new StructView(bytes, littleEndian, width));
    if (plausibleGeometry(header)) return header;
  }
  return { badField: 'block size, sub-header size or bitmap size' };
}

/** struct timeval stands at its natural alignment after 402 bytes, so everything behind it moves with the word. */
function parseLayout(view: StructView): KdumpHeader {
  const wide = view.wordSizeBytes === 8;
  const timeOffset = wide ? 408 : 404;
  const tail = timeOffset + 2 * view.wordSizeBytes;
  const status = view.u32(tail);
  return {
    version: view.s32(8),
    littleEndian: view.littleEndian,
    wordSizeBytes: view.wordSizeBytes,
    utsname: {
      nodename: utsField(view, 1),
      release: utsField(view, 2),
      version: utsField(view, 3),
      machine: utsField(view, 4),
    },
    timeSeconds: Number(view.word(timeOffset)),
    compression: compressionOf(status),
    incomplete: (status & 0x8) !== 0,
    blockSizeBytes: view.u32(tail + 4),
    subHeaderBlocks: view.u32(tail + 8),
    bitmapBlocks: view.u32(tail + 12),
    maxMapNr: view.u32(tail + 16),
  };
}

/** DUMP_DH_COMPRESSED_* of diskdump_mod.h; the same bits stand in a page's descriptor. */
export function compressionOf(flags: number): Compression {
  if ((flags & 0x1) !== 0) return 'zlib';
  if ((flags & 0x2) !== 0) return 'lzo';
  if ((flags & 0x4) !== 0) return 'snappy';
  return (flags & 0x20) !== 0 ? 'zstd' : 'none';
}

function utsField(view: StructView, index: number): string {
  return view.cString(utsnameOffset + index * utsFieldSizeBytes, utsFieldSizeBytes);
}

function plausibleVersion(version: number): boolean {
  return version >= 0 && version <= highestVersion;
}

/** Pages are 4 to 64 KiB in every kernel; a sub-header of more than 16 Mi blocks or an empty one does not happen. */
function plausibleGeometry(header: KdumpHeader): boolean {
  const { blockSizeBytes } = header;
  const powerOfTwo = (blockSizeBytes & (blockSizeBytes - 1)) === 0;
  const blockSane = powerOfTwo && blockSizeBytes >= 1024 && blockSizeBytes <= 1 << 20;
  return (
    blockSane && header.subHeaderBlocks > 0 && header.subHeaderBlocks < 1 << 24 && header.bitmapBlocks > 0
  );
}
