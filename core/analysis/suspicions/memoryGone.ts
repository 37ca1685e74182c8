import { hex } from '../../base/address';
import { formatByteSize } from '../../base/byteSize';
import { readMemoryUsage, type MemoryUsage } from '../../kernel/memory/memoryUsage';
import type { Suspicion } from '../suspicion';

/** Below this part of the memory, the kernel is busy with finding some. */
const scarceShare = 0.05;

/** Memory that was nearly used up makes allocations fail, and code that seldom sees that. */
export const memoryGone: Suspicion = ({ dump }) => {
  const usage = dump?.attempts.try(() => readMemoryUsage(dump.kernel.objects));
  const address = dump?.attempts.try(() => dump.kernel.symbols?.findByName('vm_zone_stat')?.address);
  const available = usage && availablePages(usage);
  if (!usage?.totalPages || available === undefined || available > usage.totalPages * scarceShare) return [];
  const size = (pages: number): string => formatByteSize(pages * usage.pageSizeBytes);
  return [
    {
      code: 'memory-nearly-gone',
      severity: 'suspicious',
      text: `Memory was nearly gone: of ${size(usage.totalPages)} about ${size(available)} could still be had, ${size(usage.freePages ?? 0)} of it free.`,
      evidence:
        address === undefined
          ? []
          : [{ kind: 'address', address: hex(address), text: `NR_FREE_PAGES = ${usage.freePages}` }],
    },
  ];
};

/** What could be had without swapping, much as MemAvailable of /proc/meminfo counts: half of the slabs is in use. */
function availablePages(usage: MemoryUsage): number | undefined {
  const { freePages, cachedPages = 0, sharedMemoryPages = 0, reclaimableSlabPages = 0 } = usage;
  if (freePages === undefined) return undefined;
  return Math.round(freePages + Math.max(0, cachedPages - sharedMemoryPages) + reclaimableSlabPages / 2);
}
