import { formatAddress } from '../../core/base/address';
import { readMemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { readSlabCaches, type SlabCache } from '../../core/kernel/memory/slabs';
import { countSharedPages } from '../../core/kernel/memory/sharedPages';
import type { Kernel } from '../../core/kernel/kernel';
import { memoryUsageText, type UsageOfMemory } from '../../core/report/memory/memoryUsageText';
import { answerOptions, printAnswer } from '../answer';
import { parseCommandLine, requireOperands } from '../arguments';
import { Progress } from '../progress';
import { textTable, type Column } from '../textTable';
import { usage } from '../usage';

const options = { slabs: { type: 'boolean' }, ...answerOptions } as const;

/** `vmcore mem`: how memory was used, as crash's `kmem -i` prints it; with --slabs each slab cache, as `kmem -s`. */
export async function mem(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseCommandLine(args, options, usage.mem);
  const [path = ''] = requireOperands(positionals, ['FILE'], usage.mem);
  if (!values.slabs) {
    await printAnswer(path, values, (kernel) => ({ data: readUsage(kernel), problems: [] }), memoryUsageText);
    return;
  }
  await printAnswer(
    path,
    values,
    ({ objects }) => {
      const { entries: data, problems } = readSlabCaches(objects);
      return { data, problems };
    },
    (caches) => textTable(slabColumns, caches),
  );
}

function readUsage(kernel: Kernel): UsageOfMemory {
  const progress = new Progress('Reading the memory map');
  const sharedPages = countSharedPages(kernel, progress.listener);
  progress.finish();
  return { ...readMemoryUsage(kernel.objects), sharedPages };
}

const slabColumns: readonly Column<SlabCache>[] = [
  { title: 'CACHE', value: ({ address }) => formatAddress(address) },
  { title: 'OBJSIZE', value: ({ objectSizeBytes }) => objectSizeBytes, align: 'right' },
  { title: 'ALLOCATED', value: ({ allocatedObjects }) => allocatedObjects, align: 'right' },
  { title: 'TOTAL', value: ({ totalObjects }) => totalObjects, align: 'right' },
  { title: 'SLABS', value: ({ slabs }) => slabs, align: 'right' },
  { title: 'SSIZE', value: ({ slabSizeBytes }) => `${slabSizeBytes / 1024}k`, align: 'right' },
  { title: 'NAME', value: ({ name }) => name },
];
