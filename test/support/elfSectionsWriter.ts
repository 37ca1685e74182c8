import { ByteWriter } from './byteWriter';

/** One section of an ELF file that a test builds. */
export interface SectionSpec {
  readonly name: string;
  readonly data: Uint8Array;
  readonly type?: number;
  readonly flags?: number;
  readonly link?: number;
  readonly info?: number;
}

const headerSizeBytes = 64;
const sectionHeaderSizeBytes = 64;

/** A 64-bit little-endian ELF file of sections alone, numbered from 1 in their order. */
export function writeElfSections(
  specs: readonly SectionSpec[],
  { type = 2, machine = 62 }: { readonly type?: number; readonly machine?: number } = {},
): Uint8Array {
  const names = new ByteWriter().u8(0);
  const all = [...specs, { name: '.shstrtab', data: new Uint8Array(0), type: 3 }];
  const nameOffsets = all.map(({ name }) => {
    const at = names.length;
    names.text(name);
    return at;
  });
  const contents = all.map(({ name, data }) => (name === '.shstrtab' ? names.toBytes() : data));
  const headers = new ByteWriter().raw(new Uint8Array(sectionHeaderSizeBytes));
  let offset = headerSizeBytes;
  for (const [index, spec] of all.entries()) {
    const sizeBytes = contents[index]?.length ?? 0;
    headers.u32(nameOffsets[index] ?? 0).u32(spec.type ?? 1);
    headers
      .u64(BigInt(spec.flags ?? 0))
      .u64(0n)
      .u64(BigInt(offset))
      .u64(BigInt(sizeBytes));
    headers
      .u32(spec.link ?? 0)
      .u32(spec.info ?? 0)
      .u64(1n)
      .u64(0n);
    offset += sizeBytes;
  }
  const file = new ByteWriter().u8(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0).u64(0n);
  file.u16(type).u16(machine).u32(1).u64(0n).u64(0n).u64(BigInt(offset));
  file.u32(0).u16(headerSizeBytes).u16(0).u16(0).u16(sectionHeaderSizeBytes);
  file.u16(all.length + 1).u16(all.length);
  for (const bytes of contents) file.raw(bytes);
  return file.raw(headers.toBytes()).toBytes();
}
