import { lazy } from '../base/lazy';
import { btfKind, type Btf, type BtfEntry } from './btf';
import { voidType, type CType, type EnumType, type Member } from './cType';
import type { TypeTable } from './typeTable';

const integerEncoding = { signed: 1, character: 2, boolean: 4 };

/** Types by name, made from BTF when they are asked for, each once. */
export class BtfTypes implements TypeTable {
  private readonly made = new Map<number, CType>();
  private readonly found = new Map<string, CType | undefined>();

  constructor(
    private readonly btf: Btf,
    private readonly wordSizeBytes: 4 | 8,
  ) {}

  findStruct(name: string): CType | undefined {
    return this.find(name, [btfKind.struct, btfKind.union]);
  }

  findEnum(name: string): CType | undefined {
    return this.find(name, [btfKind.enum, btfKind.enum64]);
  }

  findTypedef(name: string): CType | undefined {
    return this.find(name, [btfKind.typedef, btfKind.int, btfKind.float]);
  }

  findVariable(name: string): CType | undefined {
    return this.find(name, [btfKind.variable]);
  }

  findFunction(name: string): CType | undefined {
    return this.find(name, [btfKind.function]);
  }

  private find(name: string, kinds: readonly number[]): CType | undefined {
    const key = `${kinds.join(' ')} ${name}`;
    if (!this.found.has(key)) {
      const id = this.btf.findId(name, kinds);
      this.found.set(key, id === undefined ? undefined : this.type(id));
    }
    return this.found.get(key);
  }

  /** What cannot be a type in C (number 0, numbers out of range, sections) is void. */
  private type(id: number): CType {
    let type = this.made.get(id);
    if (!type) {
      const entry = this.btf.entry(id);
      type = entry ? this.make(entry) : voidType;
      this.made.set(id, type);
    }
    return type;
  }

  private make(entry: BtfEntry): CType {
    const { kind, sizeOrType } = entry;
    const name = this.btf.name(entry.nameOffset);
    const target = lazy(() => this.type(sizeOrType));
    const withTarget = {
      get target(): CType {
        return target();
      },
    };
    switch (kind) {
      case btfKind.int:
        return this.integer(entry, name);
      case btfKind.float:
        return { kind: 'float', name, sizeBytes: sizeOrType };
      case btfKind.pointer:
        return merged({ kind: 'pointer', sizeBytes: this.wordSizeBytes }, withTarget);
      case btfKind.array:
        return this.array(entry);
      case btfKind.struct:
      case btfKind.union:
        return this.struct(entry, name);
      case btfKind.enum:
      case btfKind.enum64:
        return this.enumeration(entry, name);
      case btfKind.forward:
        return { kind: 'forward', name, isUnion: entry.kindFlag };
      case btfKind.typedef:
        return merged({ kind: 'typedef', name }, withTarget);
      case btfKind.const:
        return merged({ kind: 'qualified', qualifier: 'const' }, withTarget);
      case btfKind.volatile:
        return merged({ kind: 'qualified', qualifier: 'volatile' }, withTarget);
      case btfKind.restrict:
        return merged({ kind: 'qualified', qualifier: 'restrict' }, withTarget);
      case btfKind.prototype:
        return this.prototype(entry);
      // A function and a variable have a type; a tag decorates one.
      case btfKind.function:
      case btfKind.variable:
      case btfKind.typeTag:
        return this.behind(entry);
      default:
        return voidType;
    }
  }

  /** Through entries that are no types in C; bounded, because a hostile chain may lead in a circle. */
  private behind(entry: BtfEntry): CType {
    const transparent: readonly number[] = [btfKind.function, btfKind.variable, btfKind.typeTag];
    let id = entry.sizeOrType;
    for (let step = 0; step < 64; step++) {
      const next = this.btf.entry(id);
      if (!next || !transparent.includes(next.kind)) return this.type(id);
      id = next.sizeOrType;
    }
    return voidType;
  }

  private integer({ sizeOrType, detailOffset }: BtfEntry, name: string): CType {
    const detail = this.btf.types.u32(detailOffset);
    const encoding = detail >>> 24;
    const bits = { offset: (detail >>> 16) & 0xff, size: detail & 0xff };
    return {
      kind: 'integer',
      name,
      sizeBytes: sizeOrType,
      signed: (encoding & integerEncoding.signed) !== 0,
      isBoolean: (encoding & integerEncoding.boolean) !== 0,
      ...((bits.offset > 0 || bits.size < sizeOrType * 8) && bits.size > 0 && { bits }),
    };
  }

  private array({ detailOffset }: BtfEntry): CType {
    const element = lazy(() => this.type(this.btf.types.u32(detailOffset)));
    return {
      kind: 'array',
      count: this.btf.types.u32(detailOffset + 8),
      get element(): CType {
        return element();
      },
    };
  }

  private struct(entry: BtfEntry, name: string): CType {
    const members = lazy(() => Array.from({ length: entry.vlen }, (_, index) => this.member(entry, index)));
    return {
      kind: entry.kind === btfKind.struct ? 'struct' : 'union',
      name,
      sizeBytes: entry.sizeOrType,
      get members(): readonly Member[] {
        return members();
      },
    };
  }

  private member({ detailOffset, kindFlag }: BtfEntry, index: number): Member {
    const at = detailOffset + index * 12;
    const place = this.btf.types.u32(at + 8);
    const type = this.type(this.btf.types.u32(at + 4));
    const bitFieldSize = kindFlag ? place >>> 24 : 0;
    const offsetBits = kindFlag ? place & 0xffffff : place;
    const name = this.btf.name(this.btf.types.u32(at));
    if (bitFieldSize > 0) return { name, type, offsetBits, bitFieldSize };
    if (type.kind !== 'integer' || !type.bits) return { name, type, offsetBits };
    return { name, type, offsetBits: offsetBits + type.bits.offset, bitFieldSize: type.bits.size };
  }

  private enumeration(entry: BtfEntry, name: string): CType {
    const values = lazy(() => Array.from({ length: entry.vlen }, (_, index) => this.enumValue(entry, index)));
    return {
      kind: 'enum',
      name,
      sizeBytes: entry.sizeOrType,
      signed: entry.kindFlag,
      get values(): EnumType['values'] {
        return values();
      },
    };
  }

  private enumValue({ kind, detailOffset, kindFlag }: BtfEntry, index: number): EnumType['values'][number] {
    const { types } = this.btf;
    const isWide = kind === btfKind.enum64;
    const at = detailOffset + index * (isWide ? 12 : 8);
    const high = isWide ? BigInt(types.u32(at + 8)) << 32n : 0n;
    const value = high | BigInt(types.u32(at + 4));
    // Before 6.0 nothing told whether the values of an enum are signed; then those with the top bit set were.
    const signedValue = BigInt.asIntN(isWide ? 64 : 32, value);
    return { name: this.btf.name(types.u32(at)), value: kindFlag ? signedValue : value };
  }

  private prototype({ vlen, sizeOrType, detailOffset }: BtfEntry): CType {
    const { types } = this.btf;
    const returns = lazy(() => this.type(sizeOrType));
    const parameters = lazy(() =>
      Array.from({ length: vlen }, (_, index) => ({
        name: this.btf.name(types.u32(detailOffset + index * 8)),
        type: this.type(types.u32(detailOffset + index * 8 + 4)),
      })),
    );
    return {
      kind: 'function',
      get returns(): CType {
        return returns();
      },
      get parameters() {
        return parameters();
      },
    };
  }
}

/** Spreading would call the getters; their descriptors have to be carried over as they are. */
function merged<const Own extends object, Referring extends object>(
  own: Own,
  referring: Referring,
): Own & Referring {
  return Object.defineProperties(own, Object.getOwnPropertyDescriptors(referring)) as Own & Referring;
}
