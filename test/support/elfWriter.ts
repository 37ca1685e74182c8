/** Builds ELF cores of physical memory in code, well-formed unless a test asks otherwise. */
export interface ElfSegmentSpec {
  readonly physicalAddress: bigint;
  readonly virtualAddress?: bigint;
  readonly data: Uint8Array;
  /** p_memsz; the size of `data` when left out. */
  readonly memorySizeBytes?: bigint;
}

export interface ElfNoteSpec {
  readonly name: string;
  readonly type: number;
  readonly description: Uint8Array;
}

export interface ElfSpec {
  readonly segments: readonly ElfSegmentSpec[];
  readonly notes?: readonly ElfNoteSpec[];
  readonly littleEndian?: boolean;
  readonly wordSizeBytes?: 4 | 8;
  readonly machine?: number;
  readonly type?: number;
  /** Count program headers in section header 0, as files with more than 65,534 must. */
  readonly manyProgramHeaders?: boolean;
}

export function writeElf(spec: ElfSpec): Uint8Array {
  const { littleEndian = true, wordSizeBytes = 8, notes = [] } = spec;
  const wide = wordSizeBytes === 8;
  const [headerSize, entrySize, sectionSize] = wide ? [64, 56, 64] : [52, 32, 40];
  const count = spec.segments.length + 1;
  const sections = spec.manyProgramHeaders === true ? sectionSize : 0;
  const noteBytes = writeNotes(notes, littleEndian);
  const noteOffset = headerSize + sections + count * entrySize;
  const sizes = spec.segments.map(({ data }) => data.length);
  const total = noteOffset + noteBytes.length + sizes.reduce((sum, size) => sum + size, 0);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const u16 = (at: number, value: number): void => {
    view.setUint16(at, value, littleEndian);
  };
  const u32 = (at: number, value: number): void => {
    view.setUint32(at, value, littleEndian);
  };
  const word = (at: number, value: bigint): void => {
    if (wide) view.setBigUint64(at, value, littleEndian);
    else view.setUint32(at, Number(value), littleEndian);
  };

  bytes.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, littleEndian ? 1 : 2, 1]);
  u16(16, spec.type ?? 4);
  u16(18, spec.machine ?? (wide ? 62 : 3));
  u32(20, 1);
  word(24 + wordSizeBytes, BigInt(headerSize + sections));
  word(24 + 2 * wordSizeBytes, sections === 0 ? 0n : BigInt(headerSize));
  const tail = 24 + 3 * wordSizeBytes;
  u16(tail + 4, headerSize);
  u16(tail + 6, entrySize);
  u16(tail + 8, sections === 0 ? count : 0xffff);
  if (sections > 0) u32(headerSize + (wide ? 44 : 28), count);

  const programHeader = (index: number, type: number, fields: readonly bigint[]): void => {
    const at = headerSize + sections + index * entrySize;
    u32(at, type);
    const first = wide ? at + 8 : at + 4;
    fields.forEach((value, field) => {
      word(first + field * wordSizeBytes, value);
    });
  };
  programHeader(0, 4, [BigInt(noteOffset), 0n, 0n, BigInt(noteBytes.length), BigInt(noteBytes.length)]);
  bytes.set(noteBytes, noteOffset);
  let offset = noteOffset + noteBytes.length;
  spec.segments.forEach((segment, index) => {
    const { data, physicalAddress, virtualAddress = 0n, memorySizeBytes = BigInt(data.length) } = segment;
    const fields = [BigInt(offset), virtualAddress, physicalAddress, BigInt(data.length), memorySizeBytes];
    programHeader(index + 1, 1, fields);
    bytes.set(data, offset);
    offset += data.length;
  });
  return bytes;
}

export function writeNotes(notes: readonly ElfNoteSpec[], littleEndian = true): Uint8Array {
  const pad = (size: number): number => Math.ceil(size / 4) * 4;
  const pieces = notes.map(({ name, type, description }) => {
    const nameSize = name.length + 1;
    const bytes = new Uint8Array(12 + pad(nameSize) + pad(description.length));
    const view = new DataView(bytes.buffer);
    view.setUint32(0, nameSize, littleEndian);
    view.setUint32(4, description.length, littleEndian);
    view.setUint32(8, type, littleEndian);
    bytes.set(new TextEncoder().encode(name), 12);
    bytes.set(description, 12 + pad(nameSize));
    return bytes;
  });
  return Buffer.concat(pieces);
}
