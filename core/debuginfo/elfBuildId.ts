import { closeSync, constants, openSync, readSync } from 'node:fs';
import { fileOffset } from '../base/address';
import { StructView } from '../base/structView';
import { findBuildIdNote } from '../dump/buildIdNote';

/** Notes of a kernel take a few hundred bytes. */
const maximumNoteBytes = 64 * 1024;
const programHeaderNote = 4;
const sectionNote = 7;

/**
 * The build-id of an ELF file, of 32 or 64 bits and either byte order, as hex digits. Undefined when the file is none,
 * has none, or cannot be read.
 */
export function readElfBuildId(path: string): string | undefined {
  let file: number;
  try {
    // A named pipe would wait for a writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    // A candidate that is not there or not readable is no candidate.
    return undefined;
  }
  try {
    return findInFile(file);
  } catch {
    // A directory, or a disk that fails.
    return undefined;
  } finally {
    closeSync(file);
  }
}

function findInFile(file: number): string | undefined {
  const head = readAt(file, 0n, 64);
  if (head.length < 52 || Buffer.from(head.subarray(0, 4)).toString('latin1') !== '\x7fELF') return undefined;
  const wordSizeBytes = head[4] === 1 ? 4 : 8;
  const header = new StructView(head, head[5] !== 2, wordSizeBytes);
  if (wordSizeBytes === 8 && head.length < 64) return undefined;
  for (const table of noteTables(header)) {
    const note = findInTable(file, header, table);
    if (note !== undefined) return note;
  }
  return undefined;
}

/** A table of headers, and where in each of them the type, file offset and size of its contents stand. */
interface HeaderTable {
  readonly start: bigint;
  readonly entrySizeBytes: number;
  readonly count: number;
  readonly type: { readonly at: number; readonly note: number };
  readonly offsetAt: number;
  readonly sizeAt: number;
}

/** Program headers, then section headers: a file of debuginfo alone may have emptied segments. */
function noteTables(header: StructView): readonly HeaderTable[] {
  const isLong = header.wordSizeBytes === 8;
  const counts = isLong ? 54 : 42;
  return [
    {
      start: header.word(isLong ? 32 : 28),
      entrySizeBytes: header.u16(counts),
      count: header.u16(counts + 2),
      type: { at: 0, note: programHeaderNote },
      offsetAt: isLong ? 8 : 4,
      sizeAt: isLong ? 32 : 16,
    },
    {
      start: header.word(isLong ? 40 : 32),
      entrySizeBytes: header.u16(counts + 4),
      count: header.u16(counts + 6),
      type: { at: 4, note: sectionNote },
      offsetAt: isLong ? 24 : 16,
      sizeAt: isLong ? 32 : 20,
    },
  ];
}

function findInTable(file: number, header: StructView, table: HeaderTable): string | undefined {
  const { entrySizeBytes, count, type, offsetAt, sizeAt } = table;
  const bytes = readAt(file, table.start, entrySizeBytes * count);
  const entries = new StructView(bytes, header.littleEndian, header.wordSizeBytes);
  for (
    let at = 0;
    entrySizeBytes > 0 && entries.covers(at, Math.max(entrySizeBytes, sizeAt + 8));
    at += entrySizeBytes
  ) {
    if (entries.u32(at + type.at) !== type.note) continue;
    const sizeBytes = entries.word(at + sizeAt);
    if (sizeBytes > maximumNoteBytes) continue;
    const notes = readAt(file, entries.word(at + offsetAt), Number(sizeBytes));
    const found = findBuildIdNote(notes, header.littleEndian);
    if (found !== undefined) return found;
  }
  return undefined;
}

function readAt(file: number, offset: bigint, sizeBytes: number): Uint8Array {
  const position = fileOffset(offset);
  if (position === undefined) return new Uint8Array(0);
  const bytes = new Uint8Array(sizeBytes);
  return bytes.subarray(0, readSync(file, bytes, 0, sizeBytes, position));
}
