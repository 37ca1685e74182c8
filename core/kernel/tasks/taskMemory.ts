import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { perCpuCounter } from '../../types/perCpuCounter';
import type { TypedObject } from '../../types/typedObject';
import { strippedType } from '../../types/cType';
import type { Task } from './task';

/** What a process uses, in bytes. */
export interface TaskMemory {
  /** In RAM. */
  readonly residentBytes: bigint | undefined;
  /** Of address space. */
  readonly virtualBytes: bigint | undefined;
}

/** MM_FILEPAGES, MM_ANONPAGES and MM_SHMEMPAGES of include/linux/mm_types_task.h (4.5); 2 counts what is swapped out. */
const residentCounters = [0, 1, 3];

/** @param threads all that share the mm_struct: until 6.2 each counted some pages on its own first */
export function readTaskMemory(
  objects: KernelObjects,
  mm: TypedObject,
  threads: readonly Pick<Task, 'object'>[],
): TaskMemory {
  if (mm.address === 0n) return { residentBytes: 0n, virtualBytes: 0n };
  const pageSize = BigInt(objects.memory.translator.pageSizeBytes);
  const resident = ifKnown(() =>
    residentCounters.reduce(
      (sum, index) => sum + readCounter(objects, mm, index) + sumOfThreads(threads, index),
      0n,
    ),
  );
  const total = ifKnown(() => mm.member('total_vm').value);
  return {
    // Counts kept per cpu may sum up to a little less than nothing.
    residentBytes: resident === undefined ? undefined : (resident > 0n ? resident : 0n) * pageSize,
    virtualBytes: total === undefined ? undefined : total * pageSize,
  };
}

/** An array of percpu_counter since 6.2, before that of atomic_long_t in struct mm_rss_stat. */
function readCounter(objects: KernelObjects, mm: TypedObject, index: number): bigint {
  const stat = mm.member('rss_stat');
  const isArray = strippedType(stat.type).kind === 'array';
  const counter = (isArray ? stat : stat.member('count')).element(index);
  const plain = counter.findMember('counter');
  if (plain) return BigInt.asIntN(64, plain.value);
  return perCpuCounter(objects, counter);
}

/** SPLIT_RSS_COUNTING: pages that a thread has not yet added to the mm_struct. */
function sumOfThreads(threads: readonly Pick<Task, 'object'>[], index: number): bigint {
  let sum = 0n;
  for (const { object } of threads) {
    const counts = object.findMember('rss_stat')?.findMember('count');
    if (!counts) return 0n;
    sum += ifKnown(() => counts.element(index).value) ?? 0n;
  }
  return sum;
}
