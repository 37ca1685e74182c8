import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { compress as compressSnappy } from 'snappyjs';
import { decompressPage } from '../../../../../core/dump/decompress/codecs';
import { decompressInScript } from '../../../../../core/dump/decompress/zstd';
import type { Compression } from '../../../../../core/dump/dumpImage';

/** What zstd 1.5.4 makes of `zstdPage`, level 19. */
const zstdFrame = Buffer.from(
  'KLUv/WQAD40PALQcAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PDAyNDY4Ojw+QEJERkhKTE5QUlRWWFpcXmBiZGZoamxucHJ0dngAAgQGCAoMDhASFBYYGhweICIkJigqLC6Qk5aZnJ+ipairrrG0AAMGCQwPEhUYGx4hJCcqLTAzNjk8P0JFSEtOUVRXWl1gY2ZpbG9ydXh7foGEh4qNLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PAABAgMEBQYHCAkKK+0ub7DyM3S19zh5uvw9fr/BAkOExgdIicsAAUKDxQZHiMoLTI3PEFGS1BVWl9kaW5zeH2Ch4yRlpugpapiaAAGDBIYHiQqMDY8QkhOVFpgZmxyeH6EipCWnKKorrS6wMbM0tje5Orw9vwCCA4UGiAmLDI4PkRKUFZcmqGor7a9xMvS2eDn7vX8AwoRGB8mLTQ7QklQV15lbHN6gYiPlp2kAAcOFRwjKjE4P0ZNVFtiaXB3foWMk3B4gIiQmKCosLjAyNDY4AAIEBggKDA4QEhQWGBo6PD4CiBQKd4BwFbBSB6BnWvgKmxgFTYwFTZwFTawChvYVdjAgJqgYZIkbw==',
  'base64',
);
const zstdPage = Uint8Array.from({ length: 4096 }, (_, index) => ((index % 61) * ((index >> 9) + 1)) & 0xff);
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const lzo = (stream: readonly (number | string)[], sizeBytes: number): Uint8Array => {
  const pieces = stream.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : Buffer.of(piece)));
  return decompressPage('lzo', Buffer.concat(pieces), sizeBytes);
};
const endOfStream = [0x11, 0, 0] as const;

/** Stretches of repeated and of arbitrary bytes, as memory has them. */
const memoryLike = fc
  .array(
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 90 }),
      fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 900 })).map(([byte, count]) => {
        return new Uint8Array(count).fill(byte);
      }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((stretches) => new Uint8Array(Buffer.concat(stretches)));

describe('decompressPage', () => {
  it('gives back what zlib and snappy compressed', () => {
    fc.assert(
      fc.property(memoryLike, (page) => {
        assert.deepEqual(new Uint8Array(decompressPage('zlib', deflateSync(page), page.length)), page);
        assert.deepEqual(decompressPage('snappy', compressSnappy(page), page.length), page);
        assert.deepEqual(decompressPage('none', page, page.length), page);
      }),
      { numRuns: 100 },
    );
  });

  it('reads zstd frames, with and without what node brings', () => {
    assert.deepEqual(new Uint8Array(decompressPage('zstd', zstdFrame, 4096)), zstdPage);
    assert.deepEqual(decompressInScript(zstdFrame, 4096), zstdPage);
  });

  it('refuses zstd frames that ask for another size, a window or a dictionary', () => {
    assert.throws(() => decompressInScript(zstdFrame, 8192), /declares 4096 bytes/);
    for (const [descriptor, window, why] of [
      [0x65, 0, /dictionary/],
      [0x04, 0, /does not declare/],
      [0x44, 0xf8, /window of/],
    ] as const) {
      const frame = Buffer.from(zstdFrame);
      frame[4] = descriptor;
      if (window > 0) frame[5] = window;
      assert.throws(() => decompressInScript(frame, 4096), why);
    }
  });

  it('reads zstd frames of several segments, which linkers write for large sections', () => {
    // Magic, size of 4 bytes with a window, window of 1 MiB, 70,000 bytes; one block that repeats 7.
    const header = [0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x50, 0x70, 0x11, 0x01, 0x00];
    const block = (70_000 << 3) | (1 << 1) | 1;
    const frame = Buffer.from([...header, block & 0xff, (block >> 8) & 0xff, block >> 16, 7]);
    assert.deepEqual(decompressInScript(frame, 70_000), new Uint8Array(70_000).fill(7));
  });

  it('stops a zstd frame whose blocks give more than it declares', () => {
    // A single-segment frame of 64 bytes; its last block repeats one byte 100,000 times.
    const block = (100_000 << 3) | (1 << 1) | 1;
    const frame = Buffer.of(
      ...[0x28, 0xb5, 0x2f, 0xfd, 0x20, 64, block & 0xff, (block >> 8) & 0xff, block >> 16, 0x41],
      ...[0, 0, 0, 0],
    );
    assert.throws(() => decompressInScript(frame, 64), /gives more than it declares/);
  });

  describe('lzo, instruction by instruction', () => {
    it('literals: in the first byte, short and long', () => {
      assert.equal(text(lzo([17 + 4, 'abcd', ...endOfStream], 4)), 'abcd');
      assert.equal(text(lzo([1, 'abcd', ...endOfStream], 4)), 'abcd');
      const long = 'x'.repeat(18 + 255 + 7);
      assert.equal(text(lzo([0, 0, 7, long, ...endOfStream], long.length)), long);
    });

    it('matches of every distance class, with literals behind them', () => {
      assert.equal(text(lzo([17 + 4, 'abcd', 0x40 | (3 << 2), 0, ...endOfStream], 7)), 'abcdabc');
      assert.equal(
        text(lzo([17 + 4, 'abcd', 0xe0 | (3 << 2) | 2, 0, 'XY', ...endOfStream], 14)),
        'abcdabcdabcdXY',
      );
      assert.equal(
        text(lzo([17 + 4, 'abcd', 0x20 | 4, (3 << 2) | 1, 0, 'Z', ...endOfStream], 11)),
        'abcdabcdabZ',
      );
      assert.equal(
        text(lzo([17 + 4, 'abcd', 0x20, 5, 3 << 2, 0, ...endOfStream], 42)),
        'abcd'.repeat(11).slice(0, 42),
      );
      assert.equal(text(lzo([17 + 1, 'a', 0 << 2, 0, ...endOfStream], 3)), 'aaa');
    });

    it('the near match after long literals, from 2 KiB on', () => {
      const literals = Array.from({ length: 2049 }, (_, index) =>
        String.fromCharCode(65 + (index % 26)),
      ).join('');
      const run = literals.length - 18;
      const zeros = Math.floor((run - 1) / 255);
      const stream = [0, ...Array<number>(zeros).fill(0), run - zeros * 255, literals, 0, 0, ...endOfStream];
      assert.equal(text(lzo(stream, 2052)), `${literals}ABC`);
    });

    it('refuses copies from before the start, past the end, and streams that are cut off', () => {
      assert.throws(() => lzo([17 + 4, 'abcd', 0x40 | (4 << 2), 0, ...endOfStream], 7), /before the start/);
      assert.throws(() => lzo([17 + 4, 'abcd', 0x40 | (3 << 2), 0, ...endOfStream], 6), /past the end/);
      assert.throws(() => lzo([17 + 4, 'abcd', ...endOfStream], 3), /past the end/);
      assert.throws(() => lzo([17 + 4, 'abc'], 9), /cut off/);
      assert.throws(() => lzo([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 600), /longer than the page|cut off/);
      assert.throws(() => lzo([17 + 4, 'abcd', ...endOfStream], 9), /gives 4 bytes instead of 9/);
    });
  });

  it('refuses snappy lengths and distances that lead outside', () => {
    const snappy = (...bytes: number[]): Uint8Array => decompressPage('snappy', Buffer.of(...bytes), 8);
    assert.throws(() => snappy(9, 0, 65), /declares 9 bytes/);
    assert.throws(() => snappy(8, 0xfc, 0xff, 0xff, 0xff, 0xff, 65), /literal too long/);
    assert.throws(() => snappy(8, 0, 65, 0x05, 0), /before the start/);
    assert.throws(() => snappy(8, 0, 65, 0x05, 9), /before the start/);
    assert.throws(() => snappy(8, 0, 65, 0x1d, 1), /copy too long/);
    assert.throws(() => snappy(8, 0, 65), /gives 1 bytes instead of 8/);
    assert.throws(() => snappy(0xff, 0xff, 0xff, 0xff, 0xff, 0xff), /no size/);
  });

  it('answers any bytes with a page of the right size or an Error, in bounded time', () => {
    const seeds: readonly (readonly [Compression, Uint8Array])[] = [
      ['zlib', deflateSync(zstdPage)],
      ['snappy', compressSnappy(zstdPage)],
      ['zstd', zstdFrame],
      [
        'lzo',
        Buffer.concat([
          Buffer.of(21),
          Buffer.from('abcd'),
          Buffer.of(0x20, 0, 0, 0, 9, 12, 0, ...endOfStream),
        ]),
      ],
    ];
    const change = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), change, fc.nat(), ([compression, seed], changes, cut) => {
        const bytes = Buffer.from(seed).subarray(0, seed.length - (cut % 4 === 0 ? cut % seed.length : 0));
        for (const [at, value] of changes) bytes[at % Math.max(1, bytes.length)] = value;
        let page: Uint8Array;
        try {
          page = decompressPage(compression, bytes, 4096);
        } catch (error) {
          assert.ok(error instanceof Error && error.message.length > 0);
          return;
        }
        assert.equal(page.length, 4096);
      }),
      { numRuns: 2000 },
    );
  });
});
