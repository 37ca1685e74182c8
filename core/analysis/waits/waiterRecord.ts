import { virtualAddress } from '../../base/address';
import { StructView } from '../../base/structView';
import type { Task } from '../../kernel/tasks/task';
import type { KernelObjects } from '../../types/kernelObjects';
import type { WaiterPlaces } from './sleepingLocks';
import { placeIn, readWord, stackSizeBytes } from './waitContext';
import type { WaitSite } from './waitSite';

/** Where the record's members stand in it, in bytes. */
export interface WaiterLayout {
  readonly link: bigint;
  readonly task: bigint;
}

/** Undefined where this kernel has no such record. */
export function waiterLayout(objects: KernelObjects, places: WaiterPlaces): WaiterLayout | undefined {
  const link = placeIn(objects, places.struct, places.link);
  const task = placeIn(objects, places.struct, places.task);
  return link === undefined || task === undefined ? undefined : { link, task };
}

/**
 * Records of the waiting task in its stack: words that name the task, where a list_head stands whose neighbours
 * point back to it. Most stacks have one such place; a stale record is on no list any more.
 */
export function* findWaiters(
  objects: KernelObjects,
  { link, task: taskPlace }: WaiterLayout,
  { start, end }: WaitSite,
  task: Task,
): Generator<bigint> {
  const words = stackWords(objects, start, end);
  const { wordSizeBytes } = objects.machine;
  for (const [index, word] of words.entries()) {
    if (word !== task.address) continue;
    const record = start + BigInt(index * wordSizeBytes) - taskPlace;
    if (record >= start && isOnList(objects, record + link)) yield record;
  }
}

/**
 * The words from `start` up to `end`, as far as the dump has them. None where the two are not on one stack: those of a
 * damaged one can lie anywhere.
 */
export function stackWords(objects: KernelObjects, start: bigint, end: bigint): readonly bigint[] {
  const { memory, machine } = objects;
  const { wordSizeBytes, littleEndian } = machine;
  const isOneStack = end > start && end - start <= BigInt(stackSizeBytes(objects));
  const sizeBytes = isOneStack ? Number(end - start) : 0;
  const bytes = new Uint8Array(sizeBytes);
  const [gap] = memory.read(virtualAddress(start), bytes);
  const view = new StructView(bytes, littleEndian, wordSizeBytes);
  const count = Math.floor((gap?.offset ?? sizeBytes) / wordSizeBytes);
  return Array.from({ length: count }, (_, index) => view.word(index * wordSizeBytes));
}

function isOnList(objects: KernelObjects, link: bigint): boolean {
  const prevPlace = BigInt(objects.machine.wordSizeBytes);
  const next = readWord(objects, link);
  const prev = readWord(objects, link + prevPlace);
  if (next === undefined || prev === undefined) return false;
  return readWord(objects, next + prevPlace) === link && readWord(objects, prev) === link;
}
