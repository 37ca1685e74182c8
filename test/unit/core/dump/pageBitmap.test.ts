import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { PageBitmap } from '../../../../core/dump/pageBitmap';
import { FaultySource } from '../../../support/faultySource';

const pfnsPerChunk = 32768;

/** Bitmaps of up to 80 chunks, mostly of long runs, as memory has them. */
const bitmapOf = (runs: readonly (readonly [number, number])[], pfnCount: number): Uint8Array => {
  const bytes = new Uint8Array(Math.ceil(pfnCount / 8));
  for (const [start, length] of runs) {
    for (let pfn = start; pfn < Math.min(pfnCount, start + length); pfn += 1)
      bytes[pfn >> 3]! |= 1 << (pfn & 7);
  }
  return bytes;
};
const run = fc.tuple(fc.nat({ max: 3 * pfnsPerChunk }), fc.integer({ min: 1, max: 40_000 }));

describe('PageBitmap', () => {
  it('answers has, rank and runs like a plain count', () => {
    const sizes = fc.integer({ min: 1, max: 3 * pfnsPerChunk });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 5 }), sizes, fc.nat({ max: 100 }), (runs, pfnCount, offset) => {
        const bytes = bitmapOf(runs, pfnCount);
        const file = Buffer.concat([new Uint8Array(offset).fill(0xff), bytes, new Uint8Array(9).fill(0xff)]);
        const bitmap = new PageBitmap(new BytesSource(file, 'bitmap'), offset, pfnCount);
        const isSet = (pfn: number): boolean => ((bytes[pfn >> 3]! >> (pfn & 7)) & 1) === 1;
        const flags = Array.from({ length: pfnCount }, (_, pfn) => isSet(pfn));
        for (const pfn of [
          pfnCount - 1,
          0,
          pfnCount >> 1,
          pfnsPerChunk,
          pfnsPerChunk - 1,
          2 * pfnsPerChunk + 3,
        ]) {
          assert.equal(bitmap.has(pfn), pfn < pfnCount && flags[pfn]);
          assert.equal(bitmap.rank(pfn), flags.slice(0, pfn).filter(Boolean).length);
        }
        const covered = new Array<boolean>(pfnCount).fill(false);
        let last = -1;
        for (const [start, end] of bitmap.runs()) {
          assert.ok(start > last && end > start, 'runs are in order, apart and not empty');
          covered.fill(true, start, end);
          last = end;
        }
        assert.deepEqual(covered, flags);
      }),
      { numRuns: 40 },
    );
  });

  it('says undefined, not false, where the file ends', () => {
    const bitmap = new PageBitmap(new BytesSource(Buffer.of(0xff), 'bitmap'), 0, 100);
    assert.equal(bitmap.has(7), true);
    assert.equal(bitmap.has(8), undefined);
    assert.equal(bitmap.rank(100), 8);
    assert.deepEqual([...bitmap.runs()], [[0, 8]]);
  });

  it('counts up to the end of a file that was cut off at an odd byte', () => {
    const bitmap = new PageBitmap(new BytesSource(Buffer.alloc(5001, 0xff), 'bitmap'), 0, 4 * pfnsPerChunk);
    assert.equal(bitmap.rank(4 * pfnsPerChunk), 5001 * 8);
    assert.deepEqual([...bitmap.runs()], [[0, 5001 * 8]]);
  });

  it('reads no more than the frames below the one it is asked about', () => {
    const source = new FaultySource(new Uint8Array(100 * 4096));
    const bitmap = new PageBitmap(source, 0, 100 * pfnsPerChunk);
    bitmap.rank(5);
    assert.equal(source.reads, 1);
    bitmap.rank(99 * pfnsPerChunk);
    const afterFirst = source.reads;
    for (let chunk = 0; chunk < 99; chunk += 1) bitmap.rank(chunk * pfnsPerChunk);
    assert.ok(source.reads <= afterFirst + 99);
  });
});
