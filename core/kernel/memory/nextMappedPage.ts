import { virtualAddress } from '../../base/address';
import type { CancellationToken } from '../../base/cancellation';
import { throwIfCancelled } from '../../base/cancellation';
import type { VirtualMemory } from '../../arch/virtualMemory';
import type { PhysicalMemory } from '../../dump/physicalMemory';

const addressSpaceEnd = 1n << 64n;
/** How many entries of page tables are looked at before the event loop may bring a cancellation. */
const stepsAtOnce = 2048;

/**
 * The first page after the address's own that is mapped, or the last one before it; undefined where there is none. What
 * is not mapped is skipped as far as the entry that says so reaches: the whole address space takes some thousand steps.
 */
export async function findMappedPage(
  memory: VirtualMemory,
  address: bigint,
  backwards: boolean,
  token: CancellationToken,
): Promise<bigint | undefined> {
  const pageSize = BigInt(memory.translator.pageSizeBytes);
  let at = beside(address, pageSize, backwards);
  for (let step = 1; at >= 0n && at < addressSpaceEnd; step++) {
    const translation = memory.translate(virtualAddress(at));
    if (translation.kind === 'mapped') return at & -pageSize;
    at =
      translation.reason === 'not-canonical'
        ? acrossTheHole(BigInt(translation.coversSizeBytes), backwards)
        : beside(at, BigInt(translation.coversSizeBytes), backwards);
    if (step % stepsAtOnce === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      throwIfCancelled(token);
    }
  }
  return undefined;
}

/** The same for physical memory: RAM that the dump describes, whether it was saved or not. */
export function findRamPage(
  memory: PhysicalMemory,
  address: bigint,
  pageSizeBytes: number,
  backwards: boolean,
): bigint | undefined {
  const pageSize = BigInt(pageSizeBytes);
  const at = beside(address, pageSize, backwards);
  let before: bigint | undefined;
  for (const { start, sizeBytes } of memory.ranges) {
    const end = start + sizeBytes;
    if (backwards) {
      if (start > at) break;
      before = (at < end ? at : end - 1n) & -pageSize;
    } else if (end > at) {
      return start > at ? start : at & -pageSize;
    }
  }
  return before;
}

/** The first byte behind the aligned block that holds the address, or the last one before it. */
function beside(address: bigint, sizeBytes: bigint, backwards: boolean): bigint {
  const start = address & -sizeBytes;
  return backwards ? start - 1n : start + sizeBytes;
}

/** @param half how many bytes there are on either side of the addresses that are not canonical */
function acrossTheHole(half: bigint, backwards: boolean): bigint {
  return backwards ? half - 1n : addressSpaceEnd - half;
}
