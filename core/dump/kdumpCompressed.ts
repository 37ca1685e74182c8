import type { Problem } from '../base/problem';
import type { ByteSource } from './byteSource';
import type { Completeness, DumpedMachine, DumpImage } from './dumpImage';
import { kdumpCompleteness } from './kdumpCompleteness';
import { openKdumpFile, type KdumpFile } from './kdumpFile';
import { isNewerThanKnown, type KdumpHeader } from './kdumpHeader';
import { findSplitParts, missingParts, SplitPages } from './kdumpSplit';
import { machineFromNotes } from './machineFromNotes';
import { withTrueByteOrder } from './trueByteOrder';
import { PagedMemory } from './pagedMemory';
import type { OpenContext } from './openContext';

/**
 * A dump as makedumpfile (-c, -l, -p, -z) and QEMU (kdump-*) write it, alone or as one part of a split set.
 * @throws VmcoreError `header-cut-off`, `corrupt-header`
 */
export function openKdumpCompressed(source: ByteSource, context: OpenContext): DumpImage {
  const first = openKdumpFile(source);
  const parts = first.subHeader.split === undefined ? [first] : findSplitParts(first, context.siblings);
  return new KdumpImage(first, parts, context);
}

class KdumpImage implements DumpImage {
  readonly format;
  readonly machine: DumpedMachine;
  readonly memory;
  readonly notes;
  readonly problems: readonly Problem[];
  readonly vmcoreinfo?: Uint8Array;
  readonly utsname?: KdumpHeader['utsname'];
  readonly headerTimeSeconds?: number;
  readonly physicalBase: bigint;
  private measured?: Completeness;

  constructor(
    private readonly opened: KdumpFile,
    private readonly parts: readonly KdumpFile[],
    context: OpenContext,
  ) {
    const { header, subHeader } = opened;
    this.format = {
      id: 'kdump-compressed',
      label: `kdump-compressed, header version ${header.version}`,
      headerVersion: header.version,
      compression: header.compression,
      ...(subHeader.dumpLevel === undefined ? {} : { dumpLevel: subHeader.dumpLevel }),
      flattened: context.flattened,
      parts: parts.map(({ source }) => source.path),
    } as const;
    this.machine = machineOf(opened);
    const pages = subHeader.split === undefined ? opened.pages : new SplitPages(parts, opened);
    this.memory = new PagedMemory(pages, firstPfnOf(opened));
    this.notes = opened.notes.notes;
    if (opened.vmcoreinfo !== undefined) this.vmcoreinfo = opened.vmcoreinfo;
    // QEMU knows neither the kernel's release nor the time of the crash, and leaves both empty.
    if (header.utsname.release !== '') this.utsname = header.utsname;
    if (header.timeSeconds > 0) this.headerTimeSeconds = header.timeSeconds;
    this.physicalBase = subHeader.physicalBase;
    this.problems = [...opened.problems, ...versionProblems(header)];
  }

  get path(): string {
    return this.opened.source.path;
  }

  get fileSizeBytes(): number {
    return this.parts.reduce((sum, { source }) => sum + source.fileSizeBytes, 0);
  }

  /** Found when first asked: it needs the whole bitmap, which reading a log does not. */
  get completeness(): Completeness {
    this.measured ??= kdumpCompleteness(this.parts, missingParts(this.parts));
    return this.measured;
  }

  close(): void {
    for (const { source } of this.parts) source.close();
  }
}

function machineOf({ header, notes }: KdumpFile): DumpedMachine {
  const { littleEndian, wordSizeBytes, blockSizeBytes } = header;
  // QEMU writes S390X and, where it does not know better, Unknown.
  const said = header.utsname.machine.toLowerCase();
  const isNamed = said !== '' && said !== 'unknown';
  const name = isNamed ? said : (machineFromNotes(notes.notes, littleEndian) ?? 'unknown');
  const machine = { name, littleEndian, wordSizeBytes, pageSizeBytes: blockSizeBytes };
  return withTrueByteOrder(machine, notes.notes);
}

/** 32-bit ARM counts frames from the start of its RAM (ARCH_PFN_OFFSET in makedumpfile.h). */
function firstPfnOf({ header, subHeader }: KdumpFile): number {
  return header.utsname.machine.startsWith('armv')
    ? Number(subHeader.physicalBase) / header.blockSizeBytes
    : 0;
}

function versionProblems(header: KdumpHeader): Problem[] {
  if (!isNewerThanKnown(header)) return [];
  const message = `The kdump header has version ${header.version}; versions up to 6 are known.`;
  return [{ code: 'kdump-version-unknown', message, at: 'file offset 8' }];
}
