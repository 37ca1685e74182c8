import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PageCache } from '../../../../core/dump/pageCache';
import { PagedMemory } from '../../../../core/dump/pagedMemory';
import type { PageAbsence, PageStore } from '../../../../core/dump/pageStore';
import { patternBytes, readMemory, untouched } from '../../../support/memoryReading';

class CountingStore implements PageStore {
  readonly pageSizeBytes = 64;
  readonly ramPfns = [[0, 40]] as const;
  loads = 0;

  page(pfn: number): Uint8Array | PageAbsence {
    this.loads += 1;
    if (pfn >= 40) return { reason: 'not-in-dump' };
    return pfn % 5 === 2 ? { reason: 'damaged', detail: `page ${pfn}` } : patternBytes(64, pfn);
  }
}

describe('PagedMemory', () => {
  it('gives each byte of a read from its page, or a gap', () => {
    const reads = fc.tuple(fc.nat({ max: 2700 }), fc.nat({ max: 700 }));
    fc.assert(
      fc.property(reads, ([address, sizeBytes]) => {
        const store = new CountingStore();
        const { bytes, gaps } = readMemory(new PagedMemory(store), BigInt(address), sizeBytes);
        const reasonAt = (at: number): string | undefined =>
          gaps.find(({ offset, sizeBytes: size }) => at >= offset && at < offset + size)?.reason;
        for (let at = 0; at < sizeBytes; at += 1) {
          const page = store.page(Math.floor((address + at) / 64));
          const isThere = page instanceof Uint8Array;
          assert.equal(bytes[at], isThere ? page[(address + at) % 64] : untouched);
          assert.equal(reasonAt(at), isThere ? undefined : page.reason);
        }
        assert.ok(gaps.every((gap, index) => index === 0 || gap.offset >= gaps[index - 1]!.offset));
      }),
    );
  });
});

describe('PageCache', () => {
  it('loads a page once while it is in use, and forgets the one not used longest', () => {
    const store = new CountingStore();
    const cache = new PageCache(store, 3 * 64);
    for (const pfn of [0, 1, 3, 0, 1, 3]) cache.page(pfn);
    assert.equal(store.loads, 3);
    cache.page(0);
    cache.page(4);
    cache.page(0);
    assert.equal(store.loads, 4);
    cache.page(1);
    assert.equal(store.loads, 5);
  });

  it('asks again for a page that was absent', () => {
    const store = new CountingStore();
    const cache = new PageCache(store);
    cache.page(2);
    cache.page(2);
    assert.equal(store.loads, 2);
  });
});
