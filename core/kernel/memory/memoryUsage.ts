import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkWholeList } from '../../types/lists';
import { perCpuCounter } from '../../types/perCpuCounter';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';
import { readHugePages } from './hugePages';
import { memoryNodes, pageCounters, populatedZones, type Counters } from './memoryNodes';
import { readSwapAreas } from './swapAreas';

/** How the machine's memory was used, in pages, as crash's `kmem -i` counts; what the dump does not tell is undefined. */
export interface MemoryUsage {
  readonly pageSizeBytes: number;
  /** That the kernel could give out. */
  readonly totalPages: number | undefined;
  readonly freePages: number | undefined;
  readonly usedPages: number | undefined;
  /**
   * Of tmpfs and of memory that processes share: what `free` calls shared. crash's SHARED is another number
   * (`countSharedPages`).
   */
  readonly sharedMemoryPages: number | undefined;
  /** Cached pages of block devices. */
  readonly bufferPages: number | undefined;
  /** Cached pages of files. */
  readonly cachedPages: number | undefined;
  readonly slabPages: number | undefined;
  /** Of the kernel's slabs what it can get back when it needs memory. */
  readonly reclaimableSlabPages: number | undefined;
  readonly anonymousPages: number | undefined;
  readonly dirtyPages: number | undefined;
  readonly writebackPages: number | undefined;
  readonly hugePages: number | undefined;
  readonly freeHugePages: number | undefined;
  readonly swapPages: number | undefined;
  readonly usedSwapPages: number | undefined;
  /** How much memory may be promised to processes where overcommitting is forbidden. */
  readonly commitLimitPages: number | undefined;
  /** How much has been promised. */
  readonly committedPages: number | undefined;
}

/** @throws VmcoreError `variable-missing` where the dump does not lead to the memory's nodes */
export function readMemoryUsage(objects: KernelObjects): MemoryUsage {
  const nodes = memoryNodes(objects);
  const counter = pageCounters(objects, 'node_stat_item', nodes);
  const zones = ifKnown(() => nodes.flatMap(populatedZones)) ?? [];
  const totalPages = readTotal(objects, zones);
  const freePages = pageCounters(objects, 'zone_stat_item', zones)('NR_FREE_PAGES');
  const huge = ifKnown(() => readHugePages(objects));
  const swap = ifKnown(() => readSwapAreas(objects));
  const swapPages = swap && sum(swap.map(({ pages }) => pages));
  const bufferPages = ifKnown(() => countBuffers(objects));
  const reclaimable = counter('NR_SLAB_RECLAIMABLE_B') ?? counter('NR_SLAB_RECLAIMABLE');
  const unreclaimable = counter('NR_SLAB_UNRECLAIMABLE_B') ?? counter('NR_SLAB_UNRECLAIMABLE');
  const committed = ifKnown(() =>
    perCpuCounter(objects, objects.variable('vm_committed_as', 'percpu_counter')),
  );
  return {
    pageSizeBytes: objects.memory.translator.pageSizeBytes,
    totalPages,
    freePages,
    usedPages: difference(totalPages, freePages),
    sharedMemoryPages: counter('NR_SHMEM'),
    bufferPages,
    cachedPages: difference(counter('NR_FILE_PAGES'), swapCache(counter, swapPages), bufferPages),
    slabPages: total(reclaimable, unreclaimable),
    reclaimableSlabPages: reclaimable,
    anonymousPages: counter('NR_ANON_MAPPED'),
    dirtyPages: counter('NR_FILE_DIRTY'),
    writebackPages: counter('NR_WRITEBACK'),
    hugePages: huge?.pages,
    freeHugePages: huge?.freePages,
    swapPages,
    usedSwapPages: swap && sum(swap.map(({ usedPages }) => usedPages)),
    commitLimitPages: ifKnown(() => commitLimit(objects, totalPages, huge?.pages, swapPages)),
    committedPages: committed === undefined ? undefined : Math.max(0, Number(committed)),
  };
}

/** `_totalram_pages`, before 5.0 `totalram_pages`; without the symbol what the zones manage, which is the same. */
function readTotal(objects: KernelObjects, zones: readonly TypedObject[]): number | undefined {
  for (const name of ['_totalram_pages', 'totalram_pages']) {
    const counted = ifKnown(() => objects.plainVariable(name, plain.unsignedLong).number);
    if (counted !== undefined) return counted;
  }
  return zones.length === 0 ? undefined : ifKnown(() => sum(zones.map(managedPages)));
}

/** An atomic_long_t since 5.0. */
function managedPages(zone: TypedObject): number {
  const managed = zone.member('managed_pages');
  return (managed.findMember('counter') ?? managed).number;
}

/** nr_blockdev_pages() of block/bdev.c: the inodes of block devices are all on one super block's list. */
function countBuffers(objects: KernelObjects): number {
  const superBlock = objects.plainVariable('blockdev_superblock', plain.unsignedLong).value;
  const inodes = objects.struct('super_block', superBlock).member('s_inodes');
  return sum(
    walkWholeList(inodes, 'inode', 'i_sb_list').map(
      (inode) => inode.member('i_mapping').target.member('nrpages').number,
    ),
  );
}

/** Counted since 5.12; before that only a machine without swap tells: it has nothing in it. */
function swapCache(counter: Counters, swapPages: number | undefined): number | undefined {
  return counter('NR_SWAPCACHE') ?? (swapPages === 0 ? 0 : undefined);
}

/** vm_commit_limit() of mm/util.c. */
function commitLimit(
  objects: KernelObjects,
  totalPages: number | undefined,
  hugePages: number | undefined,
  swapPages: number | undefined,
): number | undefined {
  if (swapPages === undefined || totalPages === undefined || hugePages === undefined) return undefined;
  const kilobytes = ifKnown(
    () => objects.plainVariable('sysctl_overcommit_kbytes', plain.unsignedLong).number,
  );
  const pageKilobytes = objects.memory.translator.pageSizeBytes / 1024;
  if (kilobytes) return Math.floor(kilobytes / pageKilobytes) + swapPages;
  const percent = objects.plainVariable('sysctl_overcommit_ratio', plain.int).number;
  return Math.floor(((totalPages - hugePages) * percent) / 100) + swapPages;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function total(...numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.includes(undefined) ? undefined : sum(numbers.map((number) => number ?? 0));
}

/** Never below nothing: the counters are not read at one moment. */
function difference(from: number | undefined, ...less: readonly (number | undefined)[]): number | undefined {
  const taken = total(...less);
  return from === undefined || taken === undefined ? undefined : Math.max(0, from - taken);
}
