import type { Problem } from '../base/problem';
import type { ByteSource } from '../dump/byteSource';
import { elfHeaderSizeBytes, parseElfHeader, type ElfHeader } from '../dump/elfHeader';
import { readElfSections, sectionType, type ElfSection } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import { decodeText } from './cursor';
import { DebugSections, type FindSectionAddress } from './debugSections';
import { DwarfFile } from './dwarfFile';

/** A path, a NUL and a build-id. */
const maxLinkSizeBytes = 64 * 1024;

/** What a file says of the one that dwz shared parts of its debuginfo out to. */
export interface AlternateLink {
  /** Absolute, or counted from the file's own folder. */
  readonly path: string;
  /** Hex digits. */
  readonly buildId: string;
}

export interface DwarfOptions {
  /** For a module: its own addresses are those of its sections, which the kernel chose. */
  readonly findSectionAddress?: FindSectionAddress;
  /** Opens the file with shared parts; without it names that stand there are missing. */
  readonly openAlternate?: (link: AlternateLink) => ByteSource | undefined;
}

/**
 * The debuginfo in `source`, which the result closes. Undefined where it is no ELF file or has none; `source` is then
 * still open.
 */
export function openDwarf(source: ByteSource, options: DwarfOptions = {}): DwarfFile | undefined {
  const file = readElf(source);
  if (file === undefined || !hasDebugSections(file)) return undefined;
  const link = readAlternateLink(source, file.table.sections);
  const alternateSource = link && options.openAlternate?.(link);
  const alternate = alternateSource && openAlternate(alternateSource);
  const sections = new DebugSections(source, file.header, file.table, {
    ...options,
    ...(alternate && { alternate }),
  });
  if (link && !alternate) sections.report(missingAlternate(source.path, link));
  return new DwarfFile(sections);
}

/** Whether there is anything to open: distributions strip what they ship, and ship the debuginfo on its own. */
export function hasDwarf(source: ByteSource): boolean {
  const file = readElf(source);
  return file !== undefined && hasDebugSections(file);
}

interface ElfFile {
  readonly header: ElfHeader;
  readonly table: ReturnType<typeof readElfSections>;
}

function readElf(source: ByteSource): ElfFile | undefined {
  const header = parseElfHeader(readBytes(source, 0, elfHeaderSizeBytes));
  return header && { header, table: readElfSections(source, header) };
}

function hasDebugSections({ table }: ElfFile): boolean {
  return table.sections.some(({ name, type }) => name === '.debug_info' && type !== sectionType.empty);
}

function openAlternate(source: ByteSource): DebugSections | undefined {
  const file = readElf(source);
  return file && new DebugSections(source, file.header, file.table, {});
}

function readAlternateLink(source: ByteSource, sections: readonly ElfSection[]): AlternateLink | undefined {
  const section = sections.find(({ name }) => name === '.gnu_debugaltlink');
  if (section === undefined || section.sizeBytes > maxLinkSizeBytes) return undefined;
  const bytes = readBytes(source, section.offset, section.sizeBytes);
  const end = bytes.indexOf(0);
  if (end < 0) return undefined;
  return {
    path: decodeText(bytes.subarray(0, end)),
    buildId: Buffer.from(bytes.subarray(end + 1)).toString('hex'),
  };
}

function missingAlternate(path: string, link: AlternateLink): Problem {
  return {
    code: 'debuginfo-alternate-missing',
    message: `${path} shares parts of its debuginfo with ${link.path} (build-id ${link.buildId}), which is not there; some functions have no name.`,
    at: '.gnu_debugaltlink',
  };
}
