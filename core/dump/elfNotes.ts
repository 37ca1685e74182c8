import { fileOffset } from '../base/address';
import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import { BytesSource } from './bytesSource';
import type { ByteSource } from './byteSource';
import { readBytes } from './readBytes';

/** One entry of a PT_NOTE segment, its name and payload as they stand in the file. */
export interface ElfNote {
  readonly name: string;
  readonly type: number;
  /** How the file writes numbers; the machine's memory can differ (`trueByteOrder`). */
  readonly littleEndian: boolean;
  /** What the note says of itself; `description` is shorter where the file ends before. */
  readonly sizeBytes: number;
  /** Read when first asked for: a device dump can have hundreds of megabytes. */
  readonly description: Uint8Array;
  /** The first bytes of the description alone. */
  readStart(sizeBytes: number): Uint8Array;
}

export interface ElfNotes {
  readonly notes: readonly ElfNote[];
  readonly problems: readonly Problem[];
}

/** Where a note segment lies in a file, and how it is written. */
export interface NoteSegment {
  readonly offset: bigint;
  readonly sizeBytes: bigint;
  readonly littleEndian: boolean;
  /** p_align: 8 means that names and payloads are padded to 8; everything else means 4, as the kernel does. */
  readonly alignment?: number;
}

const headerSizeBytes = 12;
const maxNameSizeBytes = 256;
/** Two notes a cpu plus device dumps: the largest machines stay far below. */
const maxNotes = 100_000;

/** Notes of a segment that is in memory already. */
export function parseElfNotes(bytes: Uint8Array, littleEndian: boolean, alignment = 4): ElfNotes {
  const segment = { offset: 0n, sizeBytes: BigInt(bytes.length), littleEndian, alignment };
  return readElfNotes(new BytesSource(bytes, 'notes'), segment);
}

/**
 * Walks a note segment from header to header. Stops at the first note that does not fit the segment, keeping what
 * came before. The zero padding that the kernel leaves after a cpu's note (fs/proc/vmcore.c sizes the segment
 * generously) ends the walk without a problem.
 */
export function readElfNotes(source: ByteSource, segment: NoteSegment): ElfNotes {
  const start = fileOffset(segment.offset);
  if (start === undefined)
    return { notes: [], problems: [noteProblem('starts beyond any file', segment.offset)] };
  const end = start + Number(segment.sizeBytes);
  const padding = segment.alignment === 8 ? 8 : 4;
  const notes: ElfNote[] = [];
  let position: number = start;
  while (position + headerSizeBytes <= end && notes.length < maxNotes) {
    const header = new StructView(readBytes(source, position, headerSizeBytes), segment.littleEndian);
    if (!header.covers(0, headerSizeBytes)) break;
    const [nameSize, sizeBytes, type] = [header.u32(0), header.u32(4), header.u32(8)];
    if (nameSize === 0 && sizeBytes === 0 && type === 0) break;
    const description = position + roundUp(headerSizeBytes + nameSize, padding);
    if (nameSize > maxNameSizeBytes || description + sizeBytes > end) {
      const why = `claims ${nameSize} bytes of name and ${sizeBytes} of content, ${end - position} are left`;
      return { notes, problems: [noteProblem(why, BigInt(position))] };
    }
    const name = readBytes(source, position + headerSizeBytes, nameSize);
    notes.push(new StoredNote(source, nameText(name), type, segment.littleEndian, description, sizeBytes));
    position = description + roundUp(sizeBytes, padding);
  }
  return { notes, problems: [] };
}

class StoredNote implements ElfNote {
  private loaded?: Uint8Array;

  constructor(
    private readonly source: ByteSource,
    readonly name: string,
    readonly type: number,
    readonly littleEndian: boolean,
    private readonly offset: number,
    readonly sizeBytes: number,
  ) {}

  get description(): Uint8Array {
    this.loaded ??= readBytes(this.source, this.offset, this.sizeBytes);
    return this.loaded;
  }

  readStart(sizeBytes: number): Uint8Array {
    return readBytes(this.source, this.offset, Math.min(sizeBytes, this.sizeBytes));
  }
}

function nameText(bytes: Uint8Array): string {
  return new StructView(bytes, true).cString(0, bytes.length);
}

function noteProblem(why: string, offset: bigint): Problem {
  return { code: 'elf-note-damaged', message: `An ELF note ${why}.`, at: `file offset ${offset.toString()}` };
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
