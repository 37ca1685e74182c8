import { closeSync, constants, copyFileSync, openSync, readSync, symlinkSync, writeSync } from 'node:fs';
import { StructView } from '../../base/structView';

/** Of Elf64_Ehdr and Elf64_Shdr (elf.h). */
const header = { sizeBytes: 64, type: 16, sections: 40, sectionSizeBytes: 58, sectionCount: 60 };
const section = { sizeBytes: 64, address: 16 };
const relocatable = 1;

/**
 * Lays a module's debuginfo where gdb can take it: a link, or a copy whose sections all begin at 0. Some linker scripts
 * give a section of a relocatable file an address (.data since Linux 6.3), and gdb then places variables by the address
 * of .text.
 */
export function layModuleFile(path: string, place: string): void {
  if (addressedSections(path).length === 0) {
    symlinkSync(path, place);
    return;
  }
  copyFileSync(path, place, constants.COPYFILE_FICLONE);
  const file = openSync(place, 'r+');
  try {
    for (const offset of addressedSections(path)) writeSync(file, new Uint8Array(8), 0, 8, offset);
  } finally {
    closeSync(file);
  }
}

/** Where in the file the address of a section stands that is not 0; none in what is no 64-bit relocatable file. */
function addressedSections(path: string): readonly number[] {
  const file = openSync(path, 'r');
  try {
    const head = new StructView(readAt(file, 0, header.sizeBytes), true);
    if (!head.covers(0, header.sizeBytes) || head.u16(header.type) !== relocatable) return [];
    const start = Number(head.u64(header.sections));
    const count = head.u16(header.sectionCount);
    if (head.u16(header.sectionSizeBytes) !== section.sizeBytes || !Number.isSafeInteger(start)) return [];
    const table = new StructView(readAt(file, start, count * section.sizeBytes), true);
    return Array.from({ length: count }, (_, index) => index * section.sizeBytes + section.address)
      .filter((at) => table.covers(at, 8) && table.u64(at) !== 0n)
      .map((at) => start + at);
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, offset: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  return bytes.subarray(0, readSync(file, bytes, 0, sizeBytes, offset));
}
