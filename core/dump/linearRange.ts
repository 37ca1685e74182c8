import { segmentTypeLoad, type ElfProgramHeader } from './elfProgramHeaders';

/** A run of virtual addresses that stand for physical ones in the same order, without any page table. */
export interface LinearRange {
  readonly start: bigint;
  /** Behind the last one. */
  readonly end: bigint;
  /** Of `start`. */
  readonly physical: bigint;
}

/** The memory of the largest machines is in some hundred pieces. */
const maxRanges = 4096;

/**
 * What an ELF core says of virtual addresses. The kernel's own (/proc/vmcore, and so makedumpfile's) give each segment
 * of memory that of its linear map; writers that do not know it repeat the physical address (QEMU), or write
 * 0 or -1 (kexec-tools for memory without one).
 */
export function declaredRanges(
  headers: readonly ElfProgramHeader[],
  wordSizeBytes: 4 | 8,
): readonly LinearRange[] {
  const last = (1n << BigInt(8 * wordSizeBytes)) - 1n;
  const ranges = headers.flatMap(({ type, virtualAddress, physicalAddress, memorySizeBytes }) => {
    const start = virtualAddress & last;
    const isTold = start !== 0n && start !== last && start !== physicalAddress;
    const isSane = memorySizeBytes > 0n && start + memorySizeBytes - 1n <= last;
    if (type !== segmentTypeLoad || !isTold || !isSane) return [];
    return [{ start, end: start + memorySizeBytes, physical: physicalAddress }];
  });
  return ranges.slice(0, maxRanges);
}
