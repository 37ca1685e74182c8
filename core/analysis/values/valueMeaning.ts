import { isCanonical } from './canonical';

/** A pattern that the kernel writes so that using it shows (include/linux/poison.h of 6.12). */
export interface Poison {
  readonly meaning: string;
  readonly kind: 'freed' | 'uninitialized' | 'deleted-entry';
}

interface PoisonRange extends Poison {
  readonly start: bigint;
  readonly end: bigint;
}

/** A member's offset from the poison, on either side. */
const reach = 0x1_0000n;

function around(value: bigint, kind: Poison['kind'], meaning: string): PoisonRange {
  return { start: value - reach, end: value + reach, kind, meaning };
}

const poisons: readonly PoisonRange[] = [
  around(0x6b6b6b6b6b6b6b6bn, 'freed', 'the slab poison of freed memory, POISON_FREE'),
  around(0xa56b6b6b6b6b6b6bn, 'freed', 'the end of freed slab memory, POISON_END'),
  around(0x5a5a5a5a5a5a5a5an, 'uninitialized', 'the slab poison of memory never written, POISON_INUSE'),
  around(0xaaaaaaaaaaaaaaaan, 'freed', 'the poison of freed pages, PAGE_POISON'),
  around(0xccccccccccccccccn, 'freed', 'the poison of freed init memory, POISON_FREE_INITMEM'),
  {
    start: 0xdead000000000000n,
    end: 0xdead000000000000n + reach,
    kind: 'deleted-entry',
    meaning: 'the poison of a deleted list entry, LIST_POISON',
  },
];

/** The poison that the value is, or that lies within a struct's size of it. */
export function findPoison(value: bigint): Poison | undefined {
  return poisons.find(({ start, end }) => value >= start && value < end);
}

/** Below this, an address is a member's offset from NULL: nothing is ever mapped there. */
export const nullPageSize = 4096n;
/** include/linux/err.h. */
const maxErrorNumber = 4095n;

/** `-12` for ERR_PTR(-12); undefined for other values. */
export function errorNumber(value: bigint): bigint | undefined {
  const signed = BigInt.asIntN(64, value);
  return signed < 0n && signed >= -maxErrorNumber ? signed : undefined;
}

/** What the value of a pointer says by itself, without looking at memory. */
export function pointerMeaning(value: bigint, addressBits: number): string | undefined {
  if (value === 0n) return 'NULL';
  if (value < nullPageSize) return `NULL + 0x${value.toString(16)}`;
  const poison = findPoison(value);
  if (poison) return poison.meaning;
  const error = errorNumber(value);
  if (error !== undefined) return `an error code as a pointer, ERR_PTR(${error}), or NULL - ${-error}`;
  if (!isCanonical(value, addressBits)) return 'not canonical: no address at all';
  return value < 1n << BigInt(addressBits) ? 'an address of user space' : undefined;
}
