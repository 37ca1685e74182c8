import { virtualAddress } from '../base/address';
import { StructView } from '../base/structView';
import type { ByteSource } from '../dump/byteSource';
import { elfHeaderSizeBytes, parseElfHeader, type ElfHeader } from '../dump/elfHeader';
import { readElfSections, sectionType, type ElfSection } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import type { KernelSymbol } from './symbolTable';

// Elf32_Sym and Elf64_Sym of include/uapi/linux/elf.h.

/** Ten times what the largest vmlinux has. */
const maxTableSizeBytes = 1 << 28;
/** KSYM_NAME_LEN of 6.1 and later is 512. */
const maxNameLength = 1024;

const binding = { local: 0, weak: 2 };
/** STT_SECTION and STT_FILE: no symbols of the program's. */
const marks: readonly number[] = [3, 4];
/** SHN_UNDEF and SHN_ABS; numbers from 0xff00 on are no sections. */
const undefinedSection = 0;
const absoluteSection = 0xfff1;
const sectionFlag = { write: 1n, allocated: 2n, executable: 4n };
const sectionWithoutBytes = 8;

/** The symbol table (.symtab) of an ELF file; empty where it has none, as in a stripped one. */
export function readElfSymbols(source: ByteSource): readonly KernelSymbol[] {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  if (!header) return [];
  const { sections } = readElfSections(source, header);
  const table = sections.find(({ type }) => type === sectionType.symbols);
  const names = table && sections[table.link];
  if (!table || !names || table.sizeBytes > maxTableSizeBytes || names.sizeBytes > maxTableSizeBytes)
    return [];
  const bytes = readBytes(source, table.offset, table.sizeBytes);
  return parseSymbols(bytes, readBytes(source, names.offset, names.sizeBytes), header, sections);
}

function parseSymbols(
  bytes: Uint8Array,
  names: Uint8Array,
  { wordSizeBytes, littleEndian }: ElfHeader,
  sections: readonly ElfSection[],
): readonly KernelSymbol[] {
  const view = new StructView(bytes, littleEndian, wordSizeBytes);
  const at =
    wordSizeBytes === 8
      ? { size: 24, info: 4, section: 6, value: 8 }
      : { size: 16, info: 12, section: 14, value: 4 };
  const text = Buffer.from(names.buffer, names.byteOffset, names.length);
  const symbols: KernelSymbol[] = [];
  for (let start = 0; view.covers(start, at.size); start += at.size) {
    const info = view.u8(start + at.info);
    const section = view.u16(start + at.section);
    if (section === undefinedSection || marks.includes(info & 0xf)) continue;
    const name = nameAt(text, view.u32(start));
    if (name === '') continue;
    const type = typeLetter(info >> 4, section, sections[section]);
    symbols.push({ name, type, address: virtualAddress(view.word(start + at.value)) });
  }
  return symbols;
}

/** As nm has it: small for what other files of the kernel do not see. */
function typeLetter(bound: number, number: number, section: ElfSection | undefined): string {
  if (bound === binding.weak) return 'W';
  const letter = number === absoluteSection || !section ? 'a' : sectionLetter(section);
  return bound === binding.local ? letter : letter.toUpperCase();
}

function sectionLetter({ flags, type }: ElfSection): string {
  if ((flags & sectionFlag.executable) !== 0n) return 't';
  if ((flags & sectionFlag.allocated) === 0n) return 'n';
  if ((flags & sectionFlag.write) === 0n) return 'r';
  return type === sectionWithoutBytes ? 'b' : 'd';
}

function nameAt(names: Buffer, offset: number): string {
  const end = names.indexOf(0, offset);
  return end < 0 || end - offset > maxNameLength ? '' : names.toString('latin1', offset, end);
}
