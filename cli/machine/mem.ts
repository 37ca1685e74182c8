import { formatAddress } from '../../core/base/address';
import { formatByteSize } from '../../core/base/byteSize';
import { readMemoryUsage, type MemoryUsage } from '../../core/kernel/memory/memoryUsage';
import { readSlabCaches, type SlabCache } from '../../core/kernel/memory/slabs';
import { countSharedPages } from '../../core/kernel/memory/sharedPages';
import type { Kernel } from '../../core/kernel/kernel';
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
    await printAnswer(path, values, (kernel) => ({ data: readUsage(kernel), problems: [] }), memoryText);
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

interface Usage extends MemoryUsage {
  /** With several users: crash's SHARED. */
  readonly sharedPages: number | undefined;
}

function readUsage(kernel: Kernel): Usage {
  const progress = new Progress('Reading the memory map');
  const sharedPages = countSharedPages(kernel, progress.listener);
  progress.finish();
  return { ...readMemoryUsage(kernel.objects), sharedPages };
}

interface Row {
  readonly label: string;
  readonly pages: number | undefined;
  /** What it is a part of. */
  readonly whole?: { readonly name: string; readonly pages: number | undefined };
}

/** An empty line between groups, as crash prints them. */
function memoryText(memory: Usage): string {
  const total = { name: 'TOTAL MEM', pages: memory.totalPages };
  const huge = { name: 'TOTAL HUGE', pages: memory.hugePages };
  const swap = { name: 'TOTAL SWAP', pages: memory.swapPages };
  const limit = { name: 'TOTAL LIMIT', pages: memory.commitLimitPages };
  const groups: readonly (readonly Row[])[] = [
    [
      { label: 'TOTAL MEM', pages: memory.totalPages },
      { label: 'FREE', pages: memory.freePages, whole: total },
      { label: 'USED', pages: memory.usedPages, whole: total },
      { label: 'SHARED', pages: memory.sharedPages, whole: total },
      { label: 'SHMEM', pages: memory.sharedMemoryPages, whole: total },
      { label: 'BUFFERS', pages: memory.bufferPages, whole: total },
      { label: 'CACHED', pages: memory.cachedPages, whole: total },
      { label: 'SLAB', pages: memory.slabPages, whole: total },
      { label: 'ANONYMOUS', pages: memory.anonymousPages, whole: total },
      { label: 'DIRTY', pages: memory.dirtyPages, whole: total },
      { label: 'WRITEBACK', pages: memory.writebackPages, whole: total },
    ],
    [
      { label: 'TOTAL HUGE', pages: memory.hugePages },
      { label: 'HUGE FREE', pages: memory.freeHugePages, whole: huge },
    ],
    [
      { label: 'TOTAL SWAP', pages: memory.swapPages },
      { label: 'SWAP USED', pages: memory.usedSwapPages, whole: swap },
      { label: 'SWAP FREE', pages: freeSwap(memory), whole: swap },
    ],
    [
      { label: 'COMMIT LIMIT', pages: memory.commitLimitPages },
      { label: 'COMMITTED', pages: memory.committedPages, whole: limit },
    ],
  ];
  const heading = `${''.padStart(17)}PAGES        TOTAL      PERCENTAGE\n`;
  const text = groups.map((rows) => rows.map((row) => rowText(row, memory.pageSizeBytes)).join(''));
  return heading + text.join('\n');
}

function freeSwap({ swapPages, usedSwapPages }: MemoryUsage): number | undefined {
  return swapPages === undefined || usedSwapPages === undefined ? undefined : swapPages - usedSwapPages;
}

function rowText({ label, pages, whole }: Row, pageSizeBytes: number): string {
  const size = pages === undefined ? '??' : formatByteSize(pages * pageSizeBytes);
  const cells = `${label.padStart(13)}  ${String(pages ?? '??').padStart(7)}  ${size.padStart(11)}`;
  return `${cells}  ${percentText(pages, whole)}\n`;
}

function percentText(pages: number | undefined, whole: Row['whole']): string {
  if (!whole) return '       ----';
  if (pages === undefined || whole.pages === undefined) return ` ??% of ${whole.name}`;
  const percent = whole.pages === 0 ? 0 : Math.floor((pages * 100) / whole.pages);
  return `${String(percent).padStart(3)}% of ${whole.name}`;
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
