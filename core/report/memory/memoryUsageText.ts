import { formatByteSize } from '../../base/byteSize';
import type { MemoryUsage } from '../../kernel/memory/memoryUsage';

export interface UsageOfMemory extends MemoryUsage {
  /** With several users: crash's SHARED. */
  readonly sharedPages: number | undefined;
}

interface Row {
  readonly label: string;
  readonly pages: number | undefined;
  /** What it is a part of. */
  readonly whole?: { readonly name: string; readonly pages: number | undefined };
}

/** As crash's `kmem -i` prints it, an empty line between groups. */
export function memoryUsageText(memory: UsageOfMemory): string {
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
