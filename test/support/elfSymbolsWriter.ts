/** A symbol of an ELF file; `section` names one of the file's. */
export interface ElfSymbolSpec {
  readonly name: string;
  readonly value: bigint;
  readonly section: keyof typeof sectionNumbers;
  readonly binding?: 'local' | 'global' | 'weak';
  /** STT_ number: 1 object, 2 function, 3 section, 4 file. */
  readonly type?: number;
}

const sectionNumbers = { undefined: 0, text: 1, rodata: 2, data: 3, bss: 4, absolute: 0xfff1 };
const bindings = { local: 0, global: 1, weak: 2 };

/** sh_type and sh_flags of the sections above, then of the symbols and their names. */
const sections: readonly (readonly [type: number, flags: number])[] = [
  [0, 0],
  [1, 6],
  [1, 2],
  [1, 3],
  [8, 3],
  [2, 0],
  [3, 0],
];

/** An executable of 64 bits with a symbol table and nothing else. */
export function writeElfSymbols(symbols: readonly ElfSymbolSpec[]): Uint8Array {
  const names = Buffer.from(`\0${symbols.map(({ name }) => `${name}\0`).join('')}`, 'latin1');
  const table = Buffer.alloc(24 * (symbols.length + 1));
  let nameAt = 1;
  symbols.forEach(({ name, value, section, binding = 'global', type = 2 }, index) => {
    const at = 24 * (index + 1);
    table.writeUInt32LE(nameAt, at);
    table.writeUInt8((bindings[binding] << 4) | type, at + 4);
    table.writeUInt16LE(sectionNumbers[section], at + 6);
    table.writeBigUInt64LE(value, at + 8);
    nameAt += name.length + 1;
  });
  const headers = Buffer.alloc(64 * sections.length);
  const contents = [table, names];
  let offset = 64 + headers.length;
  sections.forEach(([type, flags], index) => {
    const at = 64 * index;
    const content = contents[index - (sections.length - contents.length)];
    headers.writeUInt32LE(type, at + 4);
    headers.writeBigUInt64LE(BigInt(flags), at + 8);
    headers.writeBigUInt64LE(BigInt(offset), at + 24);
    headers.writeBigUInt64LE(BigInt(content?.length ?? 0), at + 32);
    if (type === 2) headers.writeUInt32LE(index + 1, at + 40);
    offset += content?.length ?? 0;
  });
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(62, 18);
  header.writeBigUInt64LE(64n, 40);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(sections.length, 60);
  return Buffer.concat([header, headers, ...contents]);
}
