import type { Kernel } from '../../kernel/kernel';
import type { Lock } from './lockWaits';

/** A variable of the kernel that the lock is, or is a part of. */
export interface LockSymbol {
  readonly symbol: string;
  /** Of the lock in it, in bytes. */
  readonly offset: bigint;
}

/** nm's letters of variables. */
const dataLetters = /^[bdgrs]$/i;

/** Most locks are inside of objects that have no name. */
export function findLockSymbol({ symbols }: Kernel, { address }: Lock): LockSymbol | undefined {
  const found = symbols?.findByAddress(address);
  if (!found || !dataLetters.test(found.type)) return undefined;
  if (found.sizeBytes === undefined || found.offset >= found.sizeBytes) return undefined;
  return { symbol: found.name, offset: found.offset };
}
