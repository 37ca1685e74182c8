import { formatByteSize } from '../base/byteSize';
import { BlockCache } from '../dump/blockCache';
import type { ByteSource } from '../dump/byteSource';
import { decompressPage } from '../dump/decompress/codecs';
import { elfTypeRelocatable, type ElfHeader } from '../dump/elfHeader';
import { sectionFlag, sectionType, type ElfSection, type readElfSections } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import { loadedSection, storedSection, type DebugSection } from './debugSection';
import { relocate } from './relocate';

/** Where a section of a relocatable file (a module) was loaded; undefined for one that was not. */
export type FindSectionAddress = (name: string) => bigint | undefined;

/** More than the .debug_info of any kernel takes; a compressed or relocatable section has to be in memory whole. */
export const maxLoadedSectionBytes = 512 * 1024 * 1024;
const maxProblems = 20;

/** The debug sections of an ELF file, without the `.debug_` of their names; each is found when first asked for. */
export class DebugSections {
  private readonly found = new Map<string, DebugSection | undefined>();
  private readonly source: ByteSource;
  private readonly sections: readonly ElfSection[];
  private readonly list: Problem[];
  /** Of the file that dwz shared parts out to. */
  readonly alternate: DebugSections | undefined;

  constructor(
    source: ByteSource,
    readonly header: ElfHeader,
    { sections, problems }: ReturnType<typeof readElfSections>,
    private readonly options: {
      readonly findSectionAddress?: FindSectionAddress;
      readonly alternate?: DebugSections;
    },
  ) {
    this.source = new BlockCache(source);
    this.sections = sections;
    this.list = [...problems];
    this.alternate = options.alternate;
  }

  get path(): string {
    return this.source.path;
  }

  get littleEndian(): boolean {
    return this.header.littleEndian;
  }

  /** What is wrong with the file, as far as it was read. */
  get problems(): readonly Problem[] {
    return this.list;
  }

  get(name: string): DebugSection | undefined {
    if (!this.found.has(name)) this.found.set(name, this.open(`.debug_${name}`));
    return this.found.get(name);
  }

  report(problem: Problem): void {
    const isKnown = this.list.some(({ code, at }) => code === problem.code && at === problem.at);
    if (!isKnown && this.list.length < maxProblems) this.list.push(problem);
  }

  close(): void {
    this.alternate?.close();
    this.source.close();
  }

  private open(name: string): DebugSection | undefined {
    const index = this.sections.findIndex((section) => section.name === name);
    const section = this.sections[index];
    if (section === undefined || section.type === sectionType.empty) return undefined;
    const relocations =
      this.header.type === elfTypeRelocatable
        ? this.sections.find(({ type, info }) => type === sectionType.relocations && info === index)
        : undefined;
    const isCompressed = (section.flags & sectionFlag.compressed) !== 0n;
    if (!isCompressed && relocations === undefined) {
      return storedSection(this.source, section.offset, section.sizeBytes);
    }
    if (section.sizeBytes > maxLoadedSectionBytes) return this.tooLarge(section, section.sizeBytes);
    const stored = readBytes(this.source, section.offset, section.sizeBytes);
    const bytes = isCompressed ? this.inflate(section, stored) : stored;
    if (bytes !== undefined && relocations !== undefined) this.applyRelocations(bytes, relocations);
    return bytes && loadedSection(bytes);
  }

  /** Elf32_Chdr or Elf64_Chdr, then the compressed bytes (gABI, “Compressed sections”). */
  private inflate(section: ElfSection, stored: Uint8Array): Uint8Array | undefined {
    const { wordSizeBytes, littleEndian } = this.header;
    const view = new StructView(stored, littleEndian, wordSizeBytes);
    const headerSizeBytes = 3 * wordSizeBytes;
    if (!view.covers(0, headerSizeBytes)) return this.cannotInflate(section, 'cut off');
    const kind = view.u32(0);
    const sizeBytes = view.word(wordSizeBytes);
    if (sizeBytes > maxLoadedSectionBytes) return this.tooLarge(section, sizeBytes);
    if (kind !== 1 && kind !== 2) return this.cannotInflate(section, `unknown method ${kind}`);
    try {
      return decompressPage(
        kind === 1 ? 'zlib' : 'zstd',
        stored.subarray(headerSizeBytes),
        Number(sizeBytes),
      );
    } catch (error) {
      return this.cannotInflate(section, error instanceof Error ? error.message : String(error));
    }
  }

  private applyRelocations(bytes: Uint8Array, { offset, sizeBytes, link }: ElfSection): void {
    const symbols = this.sections[link];
    if (symbols === undefined) return;
    const sectionAddress = (index: number): bigint => {
      const section = this.sections[index];
      const isLoaded = section !== undefined && (section.flags & sectionFlag.allocated) !== 0n;
      return (isLoaded ? this.options.findSectionAddress?.(section.name) : undefined) ?? 0n;
    };
    const { leftOut } = relocate(
      bytes,
      readBytes(this.source, offset, sizeBytes),
      { table: readBytes(this.source, symbols.offset, symbols.sizeBytes), sectionAddress },
      this.header,
    );
    if (leftOut > 0) {
      this.report({
        code: 'debuginfo-relocations-unknown',
        message: `${leftOut} relocations of the debuginfo in ${this.path} are of no known kind; places they concern have no source line.`,
      });
    }
  }

  private tooLarge({ name }: ElfSection, sizeBytes: bigint): undefined {
    const limit = formatByteSize(maxLoadedSectionBytes);
    this.report({
      code: 'debuginfo-too-large',
      message: `${name} of ${this.path} takes ${formatByteSize(sizeBytes)} in memory; up to ${limit} are read.`,
      at: name,
    });
    return undefined;
  }

  private cannotInflate({ name }: ElfSection, why: string): undefined {
    this.report({
      code: 'debuginfo-compression-damaged',
      message: `${name} of ${this.path} cannot be decompressed: ${why}.`,
      at: name,
    });
    return undefined;
  }
}
