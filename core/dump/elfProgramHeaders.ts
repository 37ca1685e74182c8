import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import type { ByteSource } from './byteSource';
import { manyProgramHeaders, type ElfHeader } from './elfHeader';
import { readBytes } from './readBytes';

/** One program header, every field as the file has it. */
export interface ElfProgramHeader {
  readonly type: number;
  readonly offset: bigint;
  readonly virtualAddress: bigint;
  readonly physicalAddress: bigint;
  readonly fileSizeBytes: bigint;
  readonly memorySizeBytes: bigint;
  readonly alignment: bigint;
}

export const segmentTypeLoad = 1;
export const segmentTypeNote = 4;

/** A machine with a million memory holes does not exist; a header that says so lies. */
const maxProgramHeaders = 1 << 20;
const headersPerRead = 1024;

/** Reads the table of program headers, as far as the file holds it. */
export function readProgramHeaders(
  source: ByteSource,
  header: ElfHeader,
): { readonly headers: readonly ElfProgramHeader[]; readonly problems: readonly Problem[] } {
  const entrySizeBytes = header.programHeaderSizeBytes;
  const smallest = header.wordSizeBytes === 8 ? 56 : 32;
  const promised = promisedCount(source, header);
  const headers: ElfProgramHeader[] = [];
  if (entrySizeBytes < smallest) {
    return { headers, problems: [tableProblem(`entries of ${entrySizeBytes} bytes`, header)] };
  }
  const count = Math.min(promised, maxProgramHeaders);
  while (headers.length < count) {
    const offset = header.programHeaderOffset + BigInt(headers.length * entrySizeBytes);
    const wanted = Math.min(headersPerRead, count - headers.length);
    const table = readBytes(source, offset, wanted * entrySizeBytes);
    const whole = Math.floor(table.length / entrySizeBytes);
    for (let index = 0; index < whole; index += 1) {
      const entry = table.subarray(index * entrySizeBytes, (index + 1) * entrySizeBytes);
      headers.push(parseProgramHeader(new StructView(entry, header.littleEndian, header.wordSizeBytes)));
    }
    if (whole < wanted) break;
  }
  const complete = headers.length === promised;
  const shortage = `${promised} entries promised, ${headers.length} found`;
  return { headers, problems: complete ? [] : [tableProblem(shortage, header)] };
}

/** With PN_XNUM the count stands in sh_info of section header 0 (elf(5)); makedumpfile and the kernel write it so. */
function promisedCount(source: ByteSource, header: ElfHeader): number {
  if (header.programHeaderCount !== manyProgramHeaders || header.sectionHeaderOffset === 0n) {
    return header.programHeaderCount;
  }
  const infoOffset = header.wordSizeBytes === 8 ? 44 : 28;
  const field = readBytes(source, header.sectionHeaderOffset + BigInt(infoOffset), 4);
  return field.length === 4 ? new StructView(field, header.littleEndian).u32(0) : header.programHeaderCount;
}

function parseProgramHeader(view: StructView): ElfProgramHeader {
  if (view.wordSizeBytes === 8) {
    return {
      type: view.u32(0),
      offset: view.u64(8),
      virtualAddress: view.u64(16),
      physicalAddress: view.u64(24),
      fileSizeBytes: view.u64(32),
      memorySizeBytes: view.u64(40),
      alignment: view.u64(48),
    };
  }
  return {
    type: view.u32(0),
    offset: view.word(4),
    virtualAddress: view.word(8),
    physicalAddress: view.word(12),
    fileSizeBytes: view.word(16),
    memorySizeBytes: view.word(20),
    alignment: view.word(28),
  };
}

function tableProblem(why: string, header: ElfHeader): Problem {
  return {
    code: 'elf-program-headers-damaged',
    message: `The ELF program headers are damaged: ${why}.`,
    at: `file offset ${header.programHeaderOffset.toString()}`,
  };
}
