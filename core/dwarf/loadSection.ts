import { formatByteSize } from '../base/byteSize';
import { StructView } from '../base/structView';
import type { ByteSource } from '../dump/byteSource';
import { decompressPage } from '../dump/decompress/codecs';
import type { ElfHeader } from '../dump/elfHeader';
import { sectionFlag, type ElfSection } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';

/** More than the .debug_info of any kernel takes. */
export const maxLoadedSectionBytes = 512 * 1024 * 1024;

/** ELFCOMPRESS_ZLIB and ELFCOMPRESS_ZSTD of the gABI. */
const methods = new Map([
  [1, 'zlib'],
  [2, 'zstd'],
] as const);

export function isCompressed({ flags }: ElfSection): boolean {
  return (flags & sectionFlag.compressed) !== 0n;
}

/**
 * The whole contents of a section, decompressed where it is stored so.
 * @throws Error with a short reason where that takes more memory than is allowed, or the bytes are corrupt
 */
export function loadSection(source: ByteSource, section: ElfSection, header: ElfHeader): Uint8Array {
  refuseLarge(section.sizeBytes);
  const stored = readBytes(source, section.offset, section.sizeBytes);
  return isCompressed(section) ? inflate(stored, header) : stored;
}

/** Elf32_Chdr or Elf64_Chdr, then the compressed bytes. */
function inflate(stored: Uint8Array, { wordSizeBytes, littleEndian }: ElfHeader): Uint8Array {
  const view = new StructView(stored, littleEndian, wordSizeBytes);
  const headerSizeBytes = 3 * wordSizeBytes;
  if (!view.covers(0, headerSizeBytes)) throw new Error('cut off');
  const sizeBytes = view.word(wordSizeBytes);
  refuseLarge(sizeBytes);
  const method = methods.get(view.u32(0) as 1 | 2);
  if (method === undefined) throw new Error(`compressed by unknown method ${view.u32(0)}`);
  return decompressPage(method, stored.subarray(headerSizeBytes), Number(sizeBytes));
}

function refuseLarge(sizeBytes: bigint): void {
  if (sizeBytes <= maxLoadedSectionBytes) return;
  const limit = formatByteSize(maxLoadedSectionBytes);
  throw new Error(`takes ${formatByteSize(sizeBytes)} in memory, more than ${limit}`);
}
