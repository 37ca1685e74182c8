import { strippedType, type EnumType } from '../../core/types/cType';
import type { TypeTable } from '../../core/types/typeTable';

/** A number whose bits have names. */
export interface FlagWord {
  readonly names: ReadonlyMap<bigint, string>;
  /** What the number means when no bit is set. */
  readonly zero?: string;
  /** The bits that are flags; those above hold something else. */
  readonly mask?: bigint;
}

/** Undefined where this kernel's types do not tell. */
export type FindFlagWord = (types: TypeTable) => FlagWord | undefined;

/** Names from bit 0 on; - stands for a bit without one. */
export function byBit(prefix: string, names: string): FlagWord {
  const pairs = names
    .split(' ')
    .flatMap((name, bit) => (name === '-' ? [] : [[1n << BigInt(bit), `${prefix}${name}`] as const]));
  return { names: new Map(pairs) };
}

/** Above its flags, the word says which node, zone and section the page is of. */
export function pageFlags(types: TypeTable): FlagWord | undefined {
  const values = enumValues(types, 'pageflags');
  const count = values.find(({ name }) => name === '__NR_PAGEFLAGS')?.value;
  if (count === undefined) return undefined;
  const own = values.filter(({ value }) => value < count);
  return { names: namesOf(own.map(({ name, value }) => [1n << value, name])), mask: (1n << count) - 1n };
}

/** Of an enum that numbers the bits. */
export function bitsOfEnum(name: string): FindFlagWord {
  return (types) => {
    const bits = enumValues(types, name).filter(({ value }) => value >= 0n && value < 64n);
    return bits.length === 0 ? undefined : { names: namesOf(bits.map((bit) => [1n << bit.value, bit.name])) };
  };
}

/** Of an enum of the flags themselves; what stands for several of them is left out. */
export function valuesOfEnum(name: string): FindFlagWord {
  return (types) => {
    const flags = enumValues(types, name).filter(({ value }) => value > 0n && (value & (value - 1n)) === 0n);
    return flags.length === 0 ? undefined : { names: namesOf(flags.map((flag) => [flag.value, flag.name])) };
  };
}

function enumValues(types: TypeTable, name: string): EnumType['values'] {
  const type = types.findEnum(name);
  const found = type && strippedType(type);
  return found?.kind === 'enum' ? found.values : [];
}

/** The first name of a bit is its own; further ones are what single users call it. */
function namesOf(pairs: readonly (readonly [bigint, string])[]): ReadonlyMap<bigint, string> {
  return new Map([...pairs].reverse().sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}
