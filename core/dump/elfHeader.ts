import { StructView } from '../base/structView';

/** The ELF file header, with the fields that reading a core or debuginfo needs (include/uapi/linux/elf.h, Elf32_Ehdr, Elf64_Ehdr). */
export interface ElfHeader {
  readonly wordSizeBytes: 4 | 8;
  readonly littleEndian: boolean;
  /** 1 relocatable, 2 executable, 3 shared, 4 core. */
  readonly type: number;
  readonly machine: number;
  readonly programHeaderOffset: bigint;
  readonly programHeaderSizeBytes: number;
  /** 0xffff (PN_XNUM) says that section header 0 holds the true count. */
  readonly programHeaderCount: number;
  readonly sectionHeaderOffset: bigint;
  readonly sectionHeaderSizeBytes: number;
  /** 0 says that section header 0 holds the true count. */
  readonly sectionHeaderCount: number;
  /** Of the section with the names of all; 0xffff (SHN_XINDEX) says that section header 0 holds the true one. */
  readonly sectionNamesIndex: number;
  /** makedumpfile ran out of space and said so (DUMP_ELF_INCOMPLETE in makedumpfile.c). */
  readonly incomplete: boolean;
}

export const elfTypeRelocatable = 1;
export const elfTypeCore = 4;
/** e_phnum of a file with more than 65,534 program headers. */
export const manyProgramHeaders = 0xffff;
export const elfHeaderSizeBytes = 64;

/** undefined where the bytes are no ELF header: other magic, unknown class or byte order, cut off. */
export function parseElfHeader(bytes: Uint8Array): ElfHeader | undefined {
  if (!startsWithElfMagic(bytes)) return undefined;
  const [elfClass, byteOrder] = [bytes[4], bytes[5]];
  if ((elfClass !== 1 && elfClass !== 2) || (byteOrder !== 1 && byteOrder !== 2)) return undefined;
  const wordSizeBytes = elfClass === 2 ? 8 : 4;
  const view = new StructView(bytes, byteOrder === 1, wordSizeBytes);
  const afterAddresses = 24 + 3 * wordSizeBytes;
  if (!view.covers(0, afterAddresses + 16)) return undefined;
  return {
    wordSizeBytes,
    littleEndian: view.littleEndian,
    type: view.u16(16),
    machine: view.u16(18),
    programHeaderOffset: view.word(24 + wordSizeBytes),
    sectionHeaderOffset: view.word(24 + 2 * wordSizeBytes),
    incomplete: (view.u32(afterAddresses) & 1) !== 0,
    programHeaderSizeBytes: view.u16(afterAddresses + 6),
    programHeaderCount: view.u16(afterAddresses + 8),
    sectionHeaderSizeBytes: view.u16(afterAddresses + 10),
    sectionHeaderCount: view.u16(afterAddresses + 12),
    sectionNamesIndex: view.u16(afterAddresses + 14),
  };
}

export function startsWithElfMagic(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}
