import { virtualAddress } from '../../base/address';
import { memoryAbsent } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import { enumValue } from './slab';
import type { SlabObject } from './slabObject';

/** What SLUB's debugging keeps so that a wrong write shows. */
export type GuardKind = 'red zone' | 'poison';

/** A byte that the kernel filled otherwise. */
export interface GuardDamage {
  readonly kind: GuardKind;
  readonly address: bigint;
  readonly found: number;
  readonly expected: number;
}

export interface SlabGuards {
  /** That the cache's debugging keeps for this object. */
  readonly kept: readonly GuardKind[];
  /** The first damaged byte of each. */
  readonly damage: readonly GuardDamage[];
}

interface Guard {
  readonly kind: GuardKind;
  readonly start: bigint;
  readonly sizeBytes: number;
  readonly fill: number;
}

/** include/linux/slab.h, until 6.8 flags; since then numbers of bits in enum _slab_flag_bits. */
const debugFlags = {
  redZone: [0x400n, '_SLAB_RED_ZONE'],
  objectPoison: [0x8000_0000n, '_SLAB_OBJECT_POISON'],
} as const;

/** include/linux/poison.h */
const fill = { redZoneFree: 0xbb, redZoneInUse: 0xcc, poison: 0x6b, poisonEnd: 0xa5 };
/** A page is enough to tell damage from none. */
const maxGuardBytes = 4096;

/**
 * Looks at what `slub_debug=ZP` had the kernel write around an object and into it, as check_object() of mm/slub.c does.
 * @throws VmcoreError `memory-absent`
 */
export function checkSlabGuards(object: SlabObject, isFree: boolean): SlabGuards {
  const guards = [...guardsOf(object, isFree)];
  const damage: GuardDamage[] = [];
  for (const guard of guards) {
    const known = damage.some(({ kind }) => kind === guard.kind);
    const found = known ? undefined : damageOf(guard, object.slab.cache);
    if (found) damage.push(found);
  }
  return { kept: [...new Set(guards.map(({ kind }) => kind))], damage };
}

function* guardsOf({ slab, address }: SlabObject, isFree: boolean): Iterable<Guard> {
  const { cache, objectSizeBytes, paddingBytes } = slab;
  const flags = BigInt.asUintN(32, cache.member('flags').value);
  const has = ([flag, bit]: readonly [bigint, string]): boolean =>
    (flags & flagMask(cache, flag, bit)) !== 0n;
  if (has(debugFlags.redZone)) {
    const zone = { kind: 'red zone', fill: isFree ? fill.redZoneFree : fill.redZoneInUse } as const;
    const behind = cache.member('inuse').number - objectSizeBytes;
    yield { ...zone, start: address - BigInt(paddingBytes), sizeBytes: paddingBytes };
    yield { ...zone, start: address + BigInt(objectSizeBytes), sizeBytes: behind };
  }
  if (has(debugFlags.objectPoison) && isFree) {
    const end = objectSizeBytes - 1;
    yield { kind: 'poison', fill: fill.poison, start: address, sizeBytes: end };
    yield { kind: 'poison', fill: fill.poisonEnd, start: address + BigInt(end), sizeBytes: 1 };
  }
}

function flagMask(cache: TypedObject, flag: bigint, bitName: string): bigint {
  const bit = enumValue(cache, '_slab_flag_bits', bitName);
  return bit === undefined ? flag : 1n << bit;
}

function damageOf(
  { kind, start, sizeBytes, fill: expected }: Guard,
  { space }: TypedObject,
): GuardDamage | undefined {
  const bytes = new Uint8Array(Math.max(0, Math.min(sizeBytes, maxGuardBytes)));
  const [gap] = space.memory.read(virtualAddress(start), bytes);
  if (gap) throw memoryAbsent(start + BigInt(gap.offset), kind, gap);
  const at = bytes.findIndex((byte) => byte !== expected);
  return at < 0 ? undefined : { kind, address: start + BigInt(at), found: bytes[at] ?? 0, expected };
}
