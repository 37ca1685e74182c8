import { formatByteSize } from '../base/byteSize';
import type { Problem } from '../base/problem';
import type { ByteSource } from './byteSource';
import type { Completeness, DumpedMachine, DumpImage } from './dumpImage';
import { elfHeaderSizeBytes, elfTypeCore, parseElfHeader, type ElfHeader } from './elfHeader';
import { ElfMemory } from './elfMemory';
import { readElfNotes, type ElfNote } from './elfNotes';
import { readProgramHeaders, segmentTypeNote, type ElfProgramHeader } from './elfProgramHeaders';
import { buildElfSegments, type ElfSegment } from './elfSegments';
import type { OpenContext } from './openContext';
import { declaredRanges } from './linearRange';
import * as errors from './errors';
import { machineName } from './machines';
import { readBytes } from './readBytes';
import { withTrueByteOrder } from './trueByteOrder';
import { vmcoreinfoOf } from './vmcoreinfoNote';

/** NT_AUXV: the kernel writes it for every process core and never for a dump of itself. */
const noteTypeAuxv = 6;

export function isElfCore(head: Uint8Array): boolean {
  const header = parseElfHeader(head);
  return header?.type === elfTypeCore;
}

/**
 * An ELF core of physical memory: /proc/vmcore, a copy of it, makedumpfile -E, QEMU's dump-guest-memory. Only the
 * tables and notes are read now; section headers are not needed.
 * @throws VmcoreError `header-cut-off`, `not-a-dump` (the core of a process)
 */
export function openElf(source: ByteSource, context: Pick<OpenContext, 'flattened'>): DumpImage {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  if (header === undefined) {
    throw errors.headerCutOff(source.path, 'ELF', elfHeaderSizeBytes, source.sizeBytes);
  }
  const table = readProgramHeaders(source, header);
  if (table.headers.length === 0) {
    throw errors.corruptHeader(source.path, 'ELF', 'no program headers', Number(header.programHeaderOffset));
  }
  const notes = readNotes(source, header, table.headers);
  if (notes.found.some((note) => note.name === 'CORE' && note.type === noteTypeAuxv)) {
    throw errors.notADump(
      source.path,
      'the core of a process',
      'Open it with gdb and the program it came from.',
    );
  }
  const memory = buildElfSegments(table.headers);
  return {
    path: source.path,
    fileSizeBytes: source.fileSizeBytes,
    format: {
      id: 'elf',
      label: 'ELF vmcore',
      compression: 'none',
      flattened: context.flattened,
      parts: [source.path],
    },
    machine: withTrueByteOrder(machineOf(header), notes.found),
    memory: new ElfMemory(source, memory.segments),
    declaredRanges: declaredRanges(table.headers, header.wordSizeBytes),
    notes: notes.found,
    ...vmcoreinfoOf(notes.found),
    get completeness() {
      return completenessOf(source, header, memory.segments);
    },
    problems: [...table.problems, ...notes.problems, ...memory.problems],
    close: () => {
      source.close();
    },
  };
}

function machineOf({ machine, littleEndian, wordSizeBytes }: ElfHeader): DumpedMachine {
  return { name: machineName(machine, littleEndian, wordSizeBytes), littleEndian, wordSizeBytes };
}

function readNotes(
  source: ByteSource,
  header: ElfHeader,
  headers: readonly ElfProgramHeader[],
): { readonly found: readonly ElfNote[]; readonly problems: readonly Problem[] } {
  const found: ElfNote[] = [];
  const problems: Problem[] = [];
  for (const segment of headers.filter(({ type }) => type === segmentTypeNote).slice(0, maxNoteSegments)) {
    const result = readElfNotes(source, {
      offset: segment.offset,
      sizeBytes: segment.fileSizeBytes,
      littleEndian: header.littleEndian,
      alignment: Number(segment.alignment),
    });
    found.push(...result.notes);
    problems.push(...result.problems);
  }
  return { found, problems };
}

/** Kernels write one; old ones wrote one for each cpu and one for VMCOREINFO. */
const maxNoteSegments = 16;

function completenessOf(
  source: ByteSource,
  { incomplete }: ElfHeader,
  segments: readonly ElfSegment[],
): Completeness {
  const actualSizeBytes = source.sizeBytes;
  let expectedSizeBytes = 0;
  let missingBytes = 0;
  for (const { start, savedEnd, offset } of segments) {
    const saved = savedEnd - start;
    expectedSizeBytes = saved > 0 ? Math.max(expectedSizeBytes, offset + saved) : expectedSizeBytes;
    missingBytes += Math.min(saved, Math.max(0, offset + saved - actualSizeBytes));
  }
  const ends = `The file ends at ${formatByteSize(actualSizeBytes)} of ${formatByteSize(expectedSizeBytes)}`;
  const missing = source.shortage === undefined ? [] : [source.shortage];
  if (incomplete) missing.push('The dump was not finished: its writer says so.');
  if (missingBytes > 0) missing.push(`${ends}: ${formatByteSize(missingBytes)} of memory are missing.`);
  return { complete: missing.length === 0, expectedSizeBytes, actualSizeBytes, missing };
}
