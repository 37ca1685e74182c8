import { lazy } from '../base/lazy';
import { parseAbbreviations, type Abbreviation, type Abbreviations } from './abbreviations';
import { attribute, flatLanguages } from './constants';
import { Cursor } from './cursor';
import { readText, type DebugSection } from './debugSection';
import type { DebugSections } from './debugSections';
import { readForm, type FormValue, type TextSection } from './forms';
import type { UnitHeader } from './unitHeader';

/** The attributes of one entry by their numbers. */
export type Attributes = ReadonlyMap<number, FormValue>;

/** One entry of a unit, its attributes not read yet. */
export interface Entry {
  /** From the unit's start. */
  readonly offset: number;
  readonly abbreviation: Abbreviation;
}

/** Larger than any file of C or Rust compiles to; a unit that claims more is damaged. */
const maxUnitSizeBytes = 64 * 1024 * 1024;
const firstEntryRead = 512;
const firstAbbreviationsRead = 16 * 1024;
const maxAbbreviationsSizeBytes = 16 * 1024 * 1024;
const noAttributes: Attributes = new Map();

/** One compilation unit: its entries, and where in other sections what belongs to it begins. */
export class Unit {
  private readonly parts = {
    cursor: lazy(() => this.readEntries()),
    abbreviations: lazy(() => this.readAbbreviations()),
    root: lazy(() => this.readRoot()),
    hasFlatFunctions: lazy(() => flatLanguages.includes(constantOf(this.root.get(attribute.language)) ?? 0)),
  };

  constructor(
    readonly sections: DebugSections,
    readonly header: UnitHeader,
  ) {}

  /** Over the whole unit, at its first entry. */
  entries(): Cursor {
    return this.parts.cursor().at(this.header.headerSizeBytes);
  }

  /** Attributes of the unit itself. */
  get root(): Attributes {
    return this.parts.root();
  }

  /** Whether functions stand on the outermost level alone, so that everything else can be passed over whole. */
  get hasFlatFunctions(): boolean {
    return this.parts.hasFlatFunctions();
  }

  /** What the addresses of ranges count from. */
  get lowPc(): bigint | undefined {
    return this.address(this.root.get(attribute.lowPc));
  }

  /** The next entry; undefined for the mark that ends a list of children, and at the unit's end. */
  nextEntry(cursor: Cursor): Entry | undefined {
    const offset = cursor.position;
    const abbreviation = this.parts.abbreviations().get(cursor.uleb());
    return abbreviation && { offset, abbreviation };
  }

  /** The cursor stands behind the code of an entry, and behind the entry afterwards. */
  readAttributes(cursor: Cursor, { attributes }: Abbreviation): Attributes {
    const values = new Map<number, FormValue>();
    for (const declared of attributes) {
      if (cursor.isCutOff) break;
      values.set(declared.attribute, readForm(cursor, declared, this.header));
    }
    return values;
  }

  skipAttributes(cursor: Cursor, { sizeBytes, attributes }: Abbreviation): void {
    if (sizeBytes !== undefined) cursor.skip(sizeBytes);
    else for (const declared of attributes) readForm(cursor, declared, this.header);
  }

  /** Past an entry and its children at once; false, and nothing done, where it does not say where they end. */
  skipTree(cursor: Cursor, { siblingAt }: Abbreviation): boolean {
    if (siblingAt === undefined) return false;
    const sibling = cursor.at(cursor.position + siblingAt).u32();
    if (sibling <= cursor.position) return false;
    cursor.position = sibling;
    return true;
  }

  /** Attributes of the entry at `offset` from the unit's start. */
  attributesAt(offset: number): Attributes {
    if (offset < this.header.headerSizeBytes) return noAttributes;
    const cursor = this.parts.cursor().at(offset);
    const entry = this.nextEntry(cursor);
    return entry ? this.readAttributes(cursor, entry.abbreviation) : noAttributes;
  }

  text(value: FormValue | undefined): string | undefined {
    if (value?.kind === 'text') return value.text;
    if (value?.kind === 'text-at') return readText(this.textSection(value.section), value.offset);
    const offset = value?.kind === 'text-index' ? this.indexedTextOffset(value.index) : undefined;
    return offset === undefined ? undefined : readText(this.sections.get('str'), offset);
  }

  address(value: FormValue | undefined): bigint | undefined {
    if (value?.kind === 'address') return value.value;
    return value?.kind === 'address-index' ? this.indexedAddress(value.index) : undefined;
  }

  indexedAddress(index: number): bigint | undefined {
    const { addressSizeBytes, offsetSizeBytes } = this.header;
    const base = offsetOf(this.root.get(attribute.addressBase)) ?? 4 + offsetSizeBytes;
    return this.cursorAt('addr', base + index * addressSizeBytes, addressSizeBytes)?.word(addressSizeBytes);
  }

  private textSection(name: TextSection): DebugSection | undefined {
    return name === 'alternate-str' ? this.sections.alternate?.get('str') : this.sections.get(name);
  }

  /** A few bytes of another section; undefined where it has fewer. */
  cursorAt(section: string, offset: number, sizeBytes: number): Cursor | undefined {
    const bytes = this.sections.get(section)?.read(offset, sizeBytes);
    return bytes?.length === sizeBytes ? new Cursor(bytes, this.sections.littleEndian) : undefined;
  }

  private indexedTextOffset(index: number): number | undefined {
    const { offsetSizeBytes } = this.header;
    const base = offsetOf(this.root.get(attribute.stringOffsetsBase)) ?? 4 + offsetSizeBytes;
    const at = base + index * offsetSizeBytes;
    return this.cursorAt('str_offsets', at, offsetSizeBytes)?.offset(offsetSizeBytes);
  }

  private readEntries(): Cursor {
    const { offset, end } = this.header;
    const sizeBytes = Math.min(end - offset, maxUnitSizeBytes);
    const bytes = this.sections.get('info')?.read(offset, sizeBytes) ?? new Uint8Array(0);
    if (bytes.length < end - offset) {
      this.sections.report({
        code: 'debuginfo-unit-cut-off',
        message: `A compilation unit of ${this.sections.path} claims ${end - offset} bytes; ${bytes.length} are read.`,
        at: `.debug_info offset ${offset}`,
      });
    }
    return new Cursor(bytes, this.sections.littleEndian);
  }

  private readAbbreviations(): Abbreviations {
    const { abbreviationsOffset } = this.header;
    const section = this.sections.get('abbrev');
    for (let sizeBytes = firstAbbreviationsRead; sizeBytes <= maxAbbreviationsSizeBytes; sizeBytes *= 8) {
      const bytes = section?.read(abbreviationsOffset, sizeBytes) ?? new Uint8Array(0);
      const table = parseAbbreviations(bytes, this.sections.littleEndian, this.header);
      if (table !== undefined) return table;
      if (bytes.length < sizeBytes) break;
    }
    this.sections.report({
      code: 'debuginfo-abbreviations-damaged',
      message: `The abbreviations of a compilation unit of ${this.sections.path} do not end; its functions are not known.`,
      at: `.debug_abbrev offset ${abbreviationsOffset}`,
    });
    return new Map();
  }

  /** Of many units nothing but this is asked. */
  private readRoot(): Attributes {
    const { offset, end, headerSizeBytes } = this.header;
    const sizeBytes = Math.min(end - offset, firstEntryRead);
    const bytes = this.sections.get('info')?.read(offset, sizeBytes) ?? new Uint8Array(0);
    const cursor = new Cursor(bytes, this.sections.littleEndian, headerSizeBytes);
    const entry = this.nextEntry(cursor);
    const attributes = entry && this.readAttributes(cursor, entry.abbreviation);
    return attributes && !cursor.isCutOff ? attributes : this.attributesAt(headerSizeBytes);
  }
}

/** Before DWARF 4 offsets into other sections were stored as numbers. */
export function offsetOf(value: FormValue | undefined): number | undefined {
  if (value?.kind === 'section-offset') return value.offset;
  return value?.kind === 'constant' ? value.value : undefined;
}

export function constantOf(value: FormValue | undefined): number | undefined {
  return value?.kind === 'constant' ? value.value : undefined;
}
