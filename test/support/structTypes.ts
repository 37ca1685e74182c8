import { BtfBuilder, type BuiltMember } from './btfBuilder';

/** Members by name, with types as C would abbreviate them: `u32`, `list_head`, `module*`, `char[16]`, `bin_attribute*[4]`. */
export type StructDefinitions = Readonly<Record<string, Readonly<Record<string, string>>>>;

const scalars: Readonly<Record<string, { readonly sizeBytes: number; readonly signed?: boolean }>> = {
  char: { sizeBytes: 1 },
  u16: { sizeBytes: 2 },
  u32: { sizeBytes: 4 },
  s32: { sizeBytes: 4, signed: true },
  u64: { sizeBytes: 8 },
  s64: { sizeBytes: 8, signed: true },
};

/** What nearly every object of the kernel has inside. */
export const commonStructs: StructDefinitions = {
  list_head: { next: 'list_head*', prev: 'list_head*' },
  hlist_node: { next: 'hlist_node*', pprev: 'void*' },
  hlist_head: { first: 'hlist_node*' },
  rb_node: { __rb_parent_color: 'u64', rb_right: 'rb_node*', rb_left: 'rb_node*' },
  rb_root: { rb_node: 'rb_node*' },
  rb_root_cached: { rb_root: 'rb_root', rb_leftmost: 'rb_node*' },
  atomic_t: { counter: 's32' },
  atomic_long_t: { counter: 's64' },
};

/** Types whose members follow one another, each at a multiple of eight bytes, as in no kernel. */
export function structTypes(definitions: StructDefinitions): BtfBuilder {
  return new Definer({ ...commonStructs, ...definitions }).build();
}

class Definer {
  private readonly builder = new BtfBuilder();
  /** Numbers of types by how they are written. */
  private readonly numbers = new Map<string, number>([['void', 0]]);
  /** Pointers and arrays, behind the structs, in the order of their numbers. */
  private readonly derived: string[] = [];

  constructor(private readonly definitions: StructDefinitions) {}

  build(): BtfBuilder {
    for (const [name, { sizeBytes, signed = false }] of Object.entries(scalars)) {
      this.numbers.set(name, this.builder.integer(name, sizeBytes, { signed }));
    }
    const names = Object.keys(this.definitions);
    names.forEach((name, index) => this.numbers.set(name, this.builder.next + index));
    const derivedFrom = this.builder.next + names.length;
    const structs = names.map((name) => ({ name, members: this.members(name, derivedFrom) }));
    for (const { name, members } of structs) this.builder.struct(name, this.sizeOf(name), members);
    for (const type of this.derived) this.emit(type);
    return this.builder;
  }

  private members(struct: string, derivedFrom: number): readonly BuiltMember[] {
    let offset = 0;
    return Object.entries(this.definitions[struct] ?? {}).map(([name, type]) => {
      const member: BuiltMember = [name, this.numberOf(type, derivedFrom), offset * 8];
      offset += aligned(this.sizeOf(type));
      return member;
    });
  }

  private numberOf(type: string, derivedFrom: number): number {
    const known = this.numbers.get(type);
    if (known !== undefined) return known;
    this.numberOf(partsOf(type).inner, derivedFrom);
    const number = derivedFrom + this.derived.length;
    this.derived.push(type);
    this.numbers.set(type, number);
    return number;
  }

  private emit(type: string): void {
    const { inner, count } = partsOf(type);
    const number = this.numbers.get(inner) ?? 0;
    if (count === undefined) this.builder.pointer(number);
    else this.builder.array(number, count);
  }

  private sizeOf(type: string): number {
    const scalar = scalars[type];
    if (scalar) return scalar.sizeBytes;
    const members = this.definitions[type];
    if (members) return Object.values(members).reduce((sum, member) => sum + aligned(this.sizeOf(member)), 0);
    const { inner, count } = partsOf(type);
    return count === undefined ? 8 : count * this.sizeOf(inner);
  }
}

function partsOf(type: string): { readonly inner: string; readonly count?: number } {
  const [, element, count] = /^(.*)\[(\d+)\]$/.exec(type) ?? [];
  if (element !== undefined) return { inner: element, count: Number(count) };
  if (!type.endsWith('*')) throw new Error(`no type ${type}`);
  return { inner: type.slice(0, -1) };
}

const aligned = (sizeBytes: number): number => Math.ceil(sizeBytes / 8) * 8;
