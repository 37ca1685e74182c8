import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import { readMemoryUsage } from '../../../core/kernel/memory/memoryUsage';
import { countSharedPages } from '../../../core/kernel/memory/sharedPages';
import { readSlabCaches, type SlabCache } from '../../../core/kernel/memory/slabs';
import { memoryUsageText } from '../../../core/report/memory/memoryUsageText';
import type { NativeCommand } from '../nativeCommand';

/** `kmem -i`: how much memory is used for what. */
export const kmemUsage: NativeCommand = (args, { kernel }) =>
  args.length === 0
    ? [memoryUsageText({ ...readMemoryUsage(kernel.objects), sharedPages: countSharedPages(kernel) })]
    : undefined;

const slabHeading = 'CACHE             OBJSIZE  ALLOCATED     TOTAL  SLABS  SSIZE  NAME\n';

/** `kmem -s [NAME]`: the slab caches, all of them or the one of that name. */
export const kmemSlabs: NativeCommand = ([wanted, ...more], { kernel }) => {
  if (more.length > 0 || wanted?.startsWith('-')) return undefined;
  const caches = readSlabCaches(kernel.objects).entries;
  const chosen = wanted === undefined ? caches : caches.filter(({ name }) => name === wanted);
  return wanted !== undefined && chosen.length === 0 ? undefined : [slabHeading, ...chosen.map(slabLine)];
};

function slabLine(cache: SlabCache): string {
  const { address, objectSizeBytes, allocatedObjects, totalObjects, slabs, slabSizeBytes, name } = cache;
  const columns = [
    formatAddress(address),
    String(objectSizeBytes).padStart(7),
    String(allocatedObjects ?? '??').padStart(9),
    String(totalObjects).padStart(8),
    String(slabs).padStart(5),
    `${slabSizeBytes / 1024}k`.padStart(5),
    visibleText(name),
  ];
  return `${columns.join('  ')}\n`;
}
