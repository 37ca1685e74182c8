import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import type { ByteSource } from './byteSource';
import type { ElfHeader } from './elfHeader';
import { readBytes } from './readBytes';

/** One section header, its name looked up (include/uapi/linux/elf.h, Elf32_Shdr, Elf64_Shdr). */
export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: bigint;
  /** 0 in a relocatable file. */
  readonly address: bigint;
  readonly offset: bigint;
  readonly sizeBytes: bigint;
  /** Which other section it needs: of relocations, their symbols; of symbols, their names. */
  readonly link: number;
  /** Of relocations, the section that they change. */
  readonly info: number;
}

export const sectionType = { symbols: 2, relocations: 4, empty: 8 } as const;
export const sectionFlag = { allocated: 0x2n, compressed: 0x800n } as const;

/** A module compiled with a section for each function has some thousand. */
const maxSections = 1 << 20;
const maxNamesSizeBytes = 64 * 1024 * 1024;
const extendedNamesIndex = 0xffff;

/** Reads the table of sections, as far as the file holds it; a file without one has none. */
export function readElfSections(
  source: ByteSource,
  header: ElfHeader,
): { readonly sections: readonly ElfSection[]; readonly problems: readonly Problem[] } {
  const { sectionHeaderOffset, sectionHeaderSizeBytes: entrySizeBytes, wordSizeBytes, littleEndian } = header;
  const smallest = wordSizeBytes === 8 ? 64 : 40;
  if (sectionHeaderOffset === 0n) return { sections: [], problems: [] };
  if (entrySizeBytes < smallest) {
    return { sections: [], problems: [tableProblem(header, `entries of ${entrySizeBytes} bytes`)] };
  }
  const readHeaders = (count: number): RawSection[] => {
    const bytes = readBytes(source, sectionHeaderOffset, Math.min(count, maxSections) * entrySizeBytes);
    return Array.from({ length: Math.floor(bytes.length / entrySizeBytes) }, (_, index) =>
      parseSection(new StructView(bytes.subarray(index * entrySizeBytes), littleEndian, wordSizeBytes)),
    );
  };
  const [first] = readHeaders(1);
  const promised = header.sectionHeaderCount || Number(first?.sizeBytes ?? 0n);
  const found = readHeaders(promised);
  const namesIndex = header.sectionNamesIndex === extendedNamesIndex ? first?.link : header.sectionNamesIndex;
  const names = readNames(source, found[namesIndex ?? 0]);
  const shortage = `${promised} entries promised, ${found.length} found`;
  return {
    sections: found.map(({ nameOffset, ...section }) => ({ name: textAt(names, nameOffset), ...section })),
    problems: found.length === promised ? [] : [tableProblem(header, shortage)],
  };
}

type RawSection = Omit<ElfSection, 'name'> & { readonly nameOffset: number };

function parseSection(view: StructView): RawSection {
  const word = view.wordSizeBytes;
  const afterAddresses = 8 + 4 * word;
  return {
    nameOffset: view.u32(0),
    type: view.u32(4),
    flags: view.word(8),
    address: view.word(8 + word),
    offset: view.word(8 + 2 * word),
    sizeBytes: view.word(8 + 3 * word),
    link: view.u32(afterAddresses),
    info: view.u32(afterAddresses + 4),
  };
}

function readNames(source: ByteSource, section: RawSection | undefined): Uint8Array {
  if (section === undefined || section.sizeBytes > maxNamesSizeBytes) return new Uint8Array(0);
  return readBytes(source, section.offset, section.sizeBytes);
}

function textAt(bytes: Uint8Array, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return offset >= bytes.length || end < 0 ? '' : Buffer.from(bytes.subarray(offset, end)).toString('latin1');
}

function tableProblem(header: ElfHeader, why: string): Problem {
  return {
    code: 'elf-sections-damaged',
    message: `The ELF section headers are damaged: ${why}.`,
    at: `file offset ${header.sectionHeaderOffset.toString()}`,
  };
}
