/** What the head of an ELF file says of the machine that its code is for. */
export interface ElfMachine {
  /** e_machine, as include/uapi/linux/elf-em.h numbers it. */
  readonly number: number;
  readonly wordSizeBytes: 4 | 8;
  readonly littleEndian: boolean;
}

/** Of Elf32_Ehdr, Elf64_Ehdr and their Shdr (include/uapi/linux/elf.h), which differ in the size of a word alone. */
type Field = readonly [kind: 'half' | 'int' | 'word', value: bigint | number];

const half = (value: number): Field => ['half', value];
const int = (value: number): Field => ['int', value];
const word = (value: bigint | number): Field => ['word', value];

const [executable, currentVersion] = [2, 1];
/** SHT_NULL, SHT_PROGBITS, SHT_STRTAB */
const [noSection, contents, strings] = [0, 1, 3];
/** SHF_ALLOC and SHF_EXECINSTR */
const codeFlags = 6;
const names = Buffer.from('\0.text\0.names\0', 'latin1');

interface Section {
  readonly name: number;
  readonly type: number;
  readonly flags?: number;
  readonly address?: bigint;
  readonly start: number;
  readonly sizeBytes: number;
}

/** An ELF program of nothing but these bytes: by it gdb knows the machine, and the code at its address. */
export function codeFile(machine: ElfMachine, bytes: Uint8Array, address: bigint): Uint8Array {
  const { wordSizeBytes } = machine;
  const [headerBytes, sectionBytes] = [40 + 3 * wordSizeBytes, 16 + 6 * wordSizeBytes];
  const namesStart = headerBytes + bytes.length;
  const sections: readonly Section[] = [
    { name: 0, type: noSection, start: 0, sizeBytes: 0 },
    { name: 1, type: contents, flags: codeFlags, address, start: headerBytes, sizeBytes: bytes.length },
    { name: 7, type: strings, start: namesStart, sizeBytes: names.length },
  ];
  const header: readonly Field[] = [
    half(executable),
    half(machine.number),
    int(currentVersion),
    word(address),
    word(0),
    word(namesStart + names.length),
    int(0),
    half(headerBytes),
    half(0),
    half(0),
    half(sectionBytes),
    half(sections.length),
    half(sections.length - 1),
  ];
  const identity = Buffer.alloc(16);
  identity.set([0x7f, 0x45, 0x4c, 0x46, wordSizeBytes / 4, machine.littleEndian ? 1 : 2, currentVersion]);
  const headers = sections.map((section) => packed(sectionFields(section), machine));
  return Buffer.concat([identity, packed(header, machine), bytes, names, ...headers]);
}

function sectionFields({ name, type, flags = 0, address = 0n, start, sizeBytes }: Section): readonly Field[] {
  return [
    int(name),
    int(type),
    word(flags),
    word(address),
    word(start),
    word(sizeBytes),
    int(0),
    int(0),
    word(1),
    word(0),
  ];
}

function packed(fields: readonly Field[], { wordSizeBytes, littleEndian }: ElfMachine): Uint8Array {
  const sizes = { half: 2, int: 4, word: wordSizeBytes } as const;
  return Buffer.concat(
    fields.map(([kind, value]) => {
      const digits = BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0');
      const bytes = Buffer.from(digits, 'hex').subarray(-sizes[kind]);
      return littleEndian ? bytes.reverse() : bytes;
    }),
  );
}
