import { BlockCache } from '../dump/blockCache';
import type { ByteSource } from '../dump/byteSource';
import { elfTypeRelocatable, type ElfHeader } from '../dump/elfHeader';
import { sectionFlag, sectionType, type ElfSection, type readElfSections } from '../dump/elfSections';
import { readBytes } from '../dump/readBytes';
import type { Problem } from '../base/problem';
import { loadedSection, storedSection, type DebugSection } from './debugSection';
import { isCompressed, loadSection } from './loadSection';
import { relocate } from './relocate';

/** Where a section of a relocatable file (a module) was loaded; undefined for one that was not. */
export type FindSectionAddress = (name: string) => bigint | undefined;

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
    if (!isCompressed(section) && relocations === undefined) {
      return storedSection(this.source, section.offset, section.sizeBytes);
    }
    const bytes = this.load(section);
    if (bytes !== undefined && relocations !== undefined) this.applyRelocations(bytes, relocations);
    return bytes && loadedSection(bytes);
  }

  private load(section: ElfSection): Uint8Array | undefined {
    try {
      return loadSection(this.source, section, this.header);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.report({
        code: 'debuginfo-section-unreadable',
        message: `The section ${section.name} of ${this.path} cannot be read: ${why}.`,
        at: section.name,
      });
      return undefined;
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
}
