import type { Problem } from '../base/problem';
import { StructView } from '../base/structView';
import { entrySizeBytes, indexTypes } from './btfIndex';

// BTF, the kernel's own compact type information: include/uapi/linux/btf.h and Documentation/bpf/btf.rst of 6.12.

/** One entry of the type section. */
export interface BtfEntry {
  readonly kind: number;
  readonly nameOffset: number;
  /** How many members, values or parameters it has. */
  readonly vlen: number;
  /** Of a struct: members carry bit-field sizes. Of an enum: values are signed. Of a forward: it is a union. */
  readonly kindFlag: boolean;
  /** Size in bytes, or the number of another type: the kind tells which. */
  readonly sizeOrType: number;
  /** The type section that it is in: a module's or the kernel's. */
  readonly types: StructView;
  /** Where in `types` the kind's own details start. */
  readonly detailOffset: number;
}

export const btfMagic = 0xeb9f;
export const btfHeaderSizeBytes = 24;

/** What a section is made of. */
interface BtfSection {
  readonly types: StructView;
  readonly strings: Uint8Array;
  /** Where each type starts; place 0 stands for void, or in a module's section for nothing. */
  readonly offsets: Uint32Array;
  readonly kinds: Uint8Array;
}

/**
 * An indexed BTF section: where each type starts, and nothing else until somebody asks. A module's (split BTF) goes on
 * where the kernel's ends: both its type numbers and the places of its names.
 */
export class Btf {
  private readonly firstId: number;
  private readonly firstName: number;

  constructor(
    private readonly section: BtfSection,
    /** The kernel's, of a module's section. */
    readonly base?: Btf,
  ) {
    this.firstId = base ? base.count - 1 : 0;
    this.firstName = base ? base.namesEnd : 0;
  }

  /** Type numbers are below this. */
  get count(): number {
    return this.firstId + this.section.offsets.length;
  }

  private get namesEnd(): number {
    return this.firstName + this.section.strings.length;
  }

  /** Whether the type is the kernel's, not the module's own. */
  isOfBase(id: number): boolean {
    return this.base !== undefined && id <= this.firstId;
  }

  /** Undefined for void and for numbers that no type has. */
  entry(id: number): BtfEntry | undefined {
    if (this.isOfBase(id)) return this.base?.entry(id);
    const { types, offsets, kinds } = this.section;
    const place = id - this.firstId;
    const offset = offsets[place];
    if (offset === undefined || kinds[place] === 0) return undefined;
    const info = types.u32(offset + 4);
    return {
      kind: (info >>> 24) & 0x1f,
      nameOffset: types.u32(offset),
      vlen: info & 0xffff,
      kindFlag: info >>> 31 === 1,
      sizeOrType: types.u32(offset + 8),
      types,
      detailOffset: offset + entrySizeBytes,
    };
  }

  /** Empty for the anonymous, and for an offset outside of the names. */
  name(offset: number): string {
    if (this.base && offset < this.firstName) return this.base.name(offset);
    const { strings } = this.section;
    const start = offset - this.firstName;
    const end = strings.indexOf(0, start);
    if (start >= strings.length || end < 0) return '';
    return Buffer.from(strings.buffer, strings.byteOffset + start, end - start).toString('latin1');
  }

  /** The number of the first type of one of these kinds that has the name, among the section's own. */
  findId(name: string, kinds: readonly number[]): number | undefined {
    if (name === '') return undefined;
    const wanted = Buffer.from(`${name}\0`, 'latin1');
    for (const place of this.places(kinds)) {
      if (this.isNamed(place, wanted)) return this.firstId + place;
    }
    return undefined;
  }

  /** The names of all types of these kinds, the section's own; a name may come more than once. */
  *names(kinds: readonly number[]): Iterable<string> {
    for (const place of this.places(kinds)) {
      const name = this.name(this.nameOffset(place));
      if (name !== '') yield name;
    }
  }

  private *places(kinds: readonly number[]): Iterable<number> {
    for (let place = 1; place < this.section.kinds.length; place++) {
      if (kinds.includes(this.section.kinds[place] ?? 0)) yield place;
    }
  }

  private nameOffset(place: number): number {
    return this.section.types.u32(this.section.offsets[place] ?? 0);
  }

  /** A module's type may have a name of the kernel's. */
  private isNamed(place: number, wanted: Uint8Array): boolean {
    const offset = this.nameOffset(place);
    if (this.base && offset < this.firstName) return this.base.isNameAt(offset, wanted);
    return this.isNameAt(offset, wanted);
  }

  private isNameAt(offset: number, wanted: Uint8Array): boolean {
    const { strings } = this.section;
    const start = offset - this.firstName;
    for (let index = 0; index < wanted.length; index++) {
      if (strings[start + index] !== wanted[index]) return false;
    }
    return true;
  }
}

/**
 * Total: damaged bytes leave a hole in the index or end it, and a problem says where.
 * @param presentBytes how many of the leading bytes are really there; types behind them are left out
 * @param base the kernel's, for the section of a module
 */
export function parseBtf(
  bytes: Uint8Array,
  littleEndian: boolean,
  presentBytes = bytes.length,
  base?: Btf,
): { readonly btf: Btf | undefined; readonly problems: readonly Problem[] } {
  const view = new StructView(bytes, littleEndian);
  if (!view.covers(0, btfHeaderSizeBytes) || view.u16(0) !== btfMagic) {
    return { btf: undefined, problems: [damaged('has no BTF header', 0)] };
  }
  const contentAt = view.u32(4);
  const typesAt = contentAt + view.u32(8);
  const typesEnd = Math.min(typesAt + view.u32(12), Math.max(typesAt, presentBytes));
  const stringsAt = contentAt + view.u32(16);
  const types = new StructView(bytes.subarray(typesAt, typesEnd), littleEndian);
  const strings = bytes.subarray(stringsAt, stringsAt + view.u32(20));
  const { damage, ...index } = indexTypes(types);
  const isShort = typesAt + view.u32(12) > presentBytes;
  const problems = damage
    ? [damaged(damage.what, damage.offset, damage.lostCount)]
    : isShort
      ? [damaged('ends early', typesEnd)]
      : [];
  return { btf: new Btf({ types, strings, ...index }, base), problems };
}

/** What a header says of its section, in bytes: the types come first, and the names behind them. */
export function btfSizeBytes(header: StructView): number {
  return header.u32(4) + header.u32(16) + header.u32(20);
}

/** @param lostCount how many types are unknown; all behind the place when left out */
function damaged(what: string, offset: number, lostCount?: number): Problem {
  const lost = lostCount === undefined ? 'types behind that are' : `${lostCount} types there are`;
  return {
    code: 'btf-damaged',
    message: `The kernel's type information ${what}; ${lost} unknown.`,
    at: `BTF offset 0x${offset.toString(16)}`,
  };
}
