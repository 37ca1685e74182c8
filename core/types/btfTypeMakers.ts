import { lazy } from '../base/lazy';
import type { Btf, BtfEntry } from './btf';
import { btfKind } from './btfKinds';
import { voidType, type CType, type EnumType, type Member, type QualifiedType } from './cType';

/** What a type is made from. */
export interface TypeSource {
  readonly btf: Btf;
  readonly wordSizeBytes: 4 | 8;
  type(id: number): CType;
}

type Maker = (entry: BtfEntry, source: TypeSource) => CType;

const integerEncoding = { signed: 1, boolean: 4 };

/** How an entry of each kind becomes a type of C; kinds that are none have no row. */
export const makers: ReadonlyMap<number, Maker> = new Map<number, Maker>([
  [btfKind.int, makeInteger],
  [
    btfKind.float,
    (entry, { btf }) => ({ kind: 'float', name: nameOf(entry, btf), sizeBytes: entry.sizeOrType }),
  ],
  [btfKind.pointer, makePointer],
  [btfKind.array, makeArray],
  [btfKind.struct, makeStruct],
  [btfKind.union, makeStruct],
  [btfKind.enum, makeEnum],
  [btfKind.enum64, makeEnum],
  [
    btfKind.forward,
    (entry, { btf }) => ({ kind: 'forward', name: nameOf(entry, btf), isUnion: entry.kindFlag }),
  ],
  [btfKind.typedef, makeTypedef],
  [btfKind.const, makeQualified('const')],
  [btfKind.volatile, makeQualified('volatile')],
  [btfKind.restrict, makeQualified('restrict')],
  [btfKind.prototype, makeFunction],
  [btfKind.function, behind],
  [btfKind.variable, behind],
  [btfKind.typeTag, behind],
]);

function nameOf({ nameOffset }: BtfEntry, btf: Btf): string {
  return btf.name(nameOffset);
}

function makeInteger(entry: BtfEntry, { btf }: TypeSource): CType {
  const detail = entry.types.u32(entry.detailOffset);
  const encoding = detail >>> 24;
  const bits = { offset: (detail >>> 16) & 0xff, size: detail & 0xff };
  const isBitField = bits.size > 0 && (bits.offset > 0 || bits.size < entry.sizeOrType * 8);
  const isBoolean = (encoding & integerEncoding.boolean) !== 0;
  return {
    kind: 'integer',
    name: nameOf(entry, btf),
    sizeBytes: entry.sizeOrType,
    signed: (encoding & integerEncoding.signed) !== 0,
    isBoolean,
    // A byte of which one bit counts is how some compilers describe bool itself.
    ...(isBitField && !isBoolean && { bits }),
  };
}

function makePointer({ sizeOrType }: BtfEntry, source: TypeSource): CType {
  const target = lazy(() => source.type(sizeOrType));
  return {
    kind: 'pointer',
    sizeBytes: source.wordSizeBytes,
    get target() {
      return target();
    },
  };
}

function makeTypedef(entry: BtfEntry, source: TypeSource): CType {
  const target = lazy(() => source.type(entry.sizeOrType));
  return {
    kind: 'typedef',
    name: nameOf(entry, source.btf),
    get target() {
      return target();
    },
  };
}

function makeQualified(qualifier: QualifiedType['qualifier']): Maker {
  return ({ sizeOrType }, source) => {
    const target = lazy(() => source.type(sizeOrType));
    return {
      kind: 'qualified',
      qualifier,
      get target() {
        return target();
      },
    };
  };
}

/** Entries that are no types in C but lead to one; bounded, because hostile ones may lead in a circle. */
function behind(entry: BtfEntry, source: TypeSource): CType {
  let next: BtfEntry | undefined = entry;
  for (let step = 0; step < 64; step++) {
    const id: number = next.sizeOrType;
    next = source.btf.entry(id);
    if (!next || makers.get(next.kind) !== behind) return source.type(id);
  }
  return voidType;
}

function makeArray({ types, detailOffset }: BtfEntry, source: TypeSource): CType {
  const element = lazy(() => source.type(types.u32(detailOffset)));
  return {
    kind: 'array',
    count: types.u32(detailOffset + 8),
    get element() {
      return element();
    },
  };
}

function makeStruct(entry: BtfEntry, source: TypeSource): CType {
  const members = lazy(() =>
    Array.from({ length: entry.vlen }, (_, index) => makeMember(entry, index, source)),
  );
  return {
    kind: entry.kind === btfKind.struct ? 'struct' : 'union',
    name: nameOf(entry, source.btf),
    sizeBytes: entry.sizeOrType,
    get members() {
      return members();
    },
  };
}

function makeMember({ types, detailOffset, kindFlag }: BtfEntry, index: number, source: TypeSource): Member {
  const at = detailOffset + index * 12;
  const place = types.u32(at + 8);
  const type = source.type(types.u32(at + 4));
  const name = source.btf.name(types.u32(at));
  const bitFieldSize = kindFlag ? place >>> 24 : 0;
  const offsetBits = kindFlag ? place & 0xffffff : place;
  if (bitFieldSize > 0) return { name, type, offsetBits, bitFieldSize };
  if (type.kind !== 'integer' || !type.bits) return { name, type, offsetBits };
  return { name, type, offsetBits: offsetBits + type.bits.offset, bitFieldSize: type.bits.size };
}

function makeEnum(entry: BtfEntry, source: TypeSource): CType {
  const values = lazy(() =>
    Array.from({ length: entry.vlen }, (_, index) => makeEnumValue(entry, index, source.btf)),
  );
  return {
    kind: 'enum',
    name: nameOf(entry, source.btf),
    sizeBytes: entry.sizeOrType,
    signed: entry.kindFlag,
    get values() {
      return values();
    },
  };
}

function makeEnumValue(
  { kind, types, detailOffset, kindFlag }: BtfEntry,
  index: number,
  btf: Btf,
): EnumType['values'][number] {
  const isWide = kind === btfKind.enum64;
  const at = detailOffset + index * (isWide ? 12 : 8);
  const high = isWide ? BigInt(types.u32(at + 8)) << 32n : 0n;
  const value = high | BigInt(types.u32(at + 4));
  const name = btf.name(types.u32(at));
  return { name, value: kindFlag ? BigInt.asIntN(isWide ? 64 : 32, value) : value };
}

function makeFunction({ vlen, sizeOrType, types, detailOffset }: BtfEntry, source: TypeSource): CType {
  const { btf } = source;
  const returns = lazy(() => source.type(sizeOrType));
  const parameters = lazy(() =>
    Array.from({ length: vlen }, (_, index) => ({
      name: btf.name(types.u32(detailOffset + index * 8)),
      type: source.type(types.u32(detailOffset + index * 8 + 4)),
    })),
  );
  return {
    kind: 'function',
    get returns() {
      return returns();
    },
    get parameters() {
      return parameters();
    },
  };
}
