import type { PhysicalMemory } from '../../core/dump/physicalMemory';

/** One byte of a page in eight is another than it was, the same ones for the same seed. */
export function damagedMemory(memory: PhysicalMemory, seed: number): PhysicalMemory {
  return {
    ranges: memory.ranges,
    read(address, into) {
      const gaps = memory.read(address, into);
      const firstPage = Number(address >> 12n);
      const lastPage = Number((address + BigInt(into.length) - 1n) >> 12n);
      for (let page = firstPage; page <= lastPage; page++) {
        const hash = Math.imul(page ^ Math.imul(seed, 0x9e37_79b1), 0x85eb_ca6b) >>> 0;
        const at = page * 4096 + (hash % 4096) - Number(address);
        if (hash >>> 29 === 0 && at >= 0 && at < into.length) into[at] = (into[at] ?? 0) ^ (1 << (hash % 8));
      }
      return gaps;
    },
  };
}
