import { visibleText } from '../../base/visibleText';
import type { NameInRange } from '../../protocol/panels/memoryRequests';
import type { AddressMeanings } from './addressMeanings';
import { taskText } from './meaningText';
import { useAndPlace } from './slabText';

/** Slabs begin and end with pages, whose smallest have this size. */
const pageBytes = 4096n;

/** The slab object that the range begins in, and all that begin in it. */
export function slabObjectsIn(
  meanings: AddressMeanings,
  start: bigint,
  sizeBytes: number,
): readonly NameInRange[] {
  const names: NameInRange[] = [];
  const end = start + BigInt(sizeBytes);
  for (let address = start; address < end;) {
    const object = meanings.slabObject(address);
    if (!object) {
      address += pageBytes - (address % pageBytes);
      continue;
    }
    const { slab, slabStart, index } = object;
    const begins = Number(object.address - start);
    const task = meanings.taskAt(object.address);
    if (begins < sizeBytes)
      names.push({
        offset: Math.max(0, begins),
        name: `[${visibleText(slab.cacheName)}]`,
        into: Math.max(0, -begins),
        note: task ? taskText(task) : useAndPlace(object, meanings.useOf(object)),
      });
    address = slabStart + BigInt((index + 1) * slab.strideBytes);
  }
  return names;
}
