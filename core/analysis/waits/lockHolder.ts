import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';
import type { Lock, LockHolder, LockKind } from './lockWaits';
import { taskOf, type WaitContext } from './waitContext';

/** How one kind of lock names its owner. */
interface OwnerWord {
  /** The first that this kernel has. */
  readonly structs: readonly string[];
  readonly member: string;
  /** Bits that are no part of the address. */
  readonly flags: bigint;
  /** Those that say that the owner is only the last one known. */
  readonly uncertain?: bigint | 'always';
}

/** Kinds that are not here have no owner. */
const ownerWords: Partial<Record<LockKind, OwnerWord>> = {
  // MUTEX_FLAGS of kernel/locking/mutex.h.
  mutex: { structs: ['mutex'], member: 'owner', flags: 7n },
  // RWSEM_READER_OWNED and RWSEM_NONSPINNABLE of kernel/locking/rwsem.c.
  'rw-semaphore': { structs: ['rw_semaphore'], member: 'owner', flags: 7n, uncertain: 1n },
  // Since 6.16, where hung tasks are looked for.
  semaphore: { structs: ['semaphore'], member: 'last_holder', flags: 0n, uncertain: 'always' },
  // RT_MUTEX_HAS_WAITERS of kernel/locking/rtmutex_common.h; a struct of its own since 5.15.
  'rt-mutex': { structs: ['rt_mutex_base', 'rt_mutex'], member: 'owner', flags: 1n },
  // With CONFIG_DEBUG_SPINLOCK alone.
  spinlock: { structs: ['raw_spinlock'], member: 'owner', flags: 0n },
};

/** Undefined where nobody holds it, or nothing tells who. */
export function findHolder(context: WaitContext, { kind, address }: Lock): LockHolder | undefined {
  const owner = ownerWords[kind];
  if (!owner) return undefined;
  const { structs, member, flags, uncertain = 0n } = owner;
  const { objects } = context;
  const struct = structs.find((name) => objects.types.findStruct(name));
  if (struct === undefined) return undefined;
  const word = ifKnown(() => wordOf(objects.struct(struct, address).member(member)));
  const task = taskOf(context, word, flags);
  if (!task || word === undefined) return undefined;
  return { task, isCertain: uncertain !== 'always' && (word & uncertain) === 0n };
}

/** An atomic_long_t where the lock is taken by changing its owner. */
function wordOf(owner: TypedObject): bigint {
  return BigInt.asUintN(64, (owner.findMember('counter') ?? owner).value);
}
