import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileOffset } from '../../../../core/base/address';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { FlattenedSource } from '../../../../core/dump/flattened';
import { openSource } from '../../../../core/dump/openDump';
import { writeElf } from '../../../support/elfWriter';
import { FaultySource } from '../../../support/faultySource';
import { cutIntoPieces, pieceHeader, writeFlattened, type Piece } from '../../../support/flattenedWriter';
import { writeKdump } from '../../../support/kdumpWriter';
import { patternBytes, readMemory } from '../../../support/memoryReading';

const page = 4096;
const unflatten = (file: Uint8Array): FlattenedSource =>
  new FlattenedSource(new BytesSource(file, 'vmcore.flat'));

function readAll(source: FlattenedSource, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  return bytes.subarray(0, source.read(bytes, fileOffset(0)!));
}

/** What makedumpfile -R would write. */
function rearranged(pieces: readonly Piece[], sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (const piece of pieces) bytes.set(piece.bytes, piece.offset);
  return bytes;
}

describe('FlattenedSource', () => {
  it('gives the plain dump for pieces of any size in any order', () => {
    const original = patternBytes(50_000, 1);
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 40 });
    const cut = sizes.chain((list) => {
      const pieces = cutIntoPieces(original, list);
      return fc.shuffledSubarray([...pieces], { minLength: pieces.length, maxLength: pieces.length });
    });
    fc.assert(
      fc.property(cut, (pieces) => {
        const source = unflatten(writeFlattened(pieces));
        assert.deepEqual(readAll(source, original.length), original);
        assert.equal(source.sizeBytes, original.length);
        assert.equal(source.shortage, undefined);
      }),
      { numRuns: 60 },
    );
  });

  it('lets the later piece win where pieces overlap', () => {
    const piece = fc.record({
      offset: fc.integer({ min: 0, max: 60 }),
      size: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (places) => {
        const base = { offset: 0, bytes: new Uint8Array(100).fill(255) };
        const over = places.map(({ offset, size }, index) => ({
          offset,
          bytes: new Uint8Array(size).fill(index),
        }));
        const pieces = [base, ...over];
        assert.deepEqual(readAll(unflatten(writeFlattened(pieces)), 100), rearranged(pieces, 100));
      }),
    );
  });

  it('says where it stops when the end record is missing, and keeps what came before', () => {
    const pieces = cutIntoPieces(patternBytes(10_000, 1), [1000]);
    const source = unflatten(writeFlattened(pieces, false));
    assert.match(source.shortage ?? '', /no end record: it stops at .*end of file/);
    assert.deepEqual(readAll(source, 10_000), patternBytes(10_000, 1));
  });

  it('gives fewer bytes, never zeros, for a piece that is cut off or missing', () => {
    const whole = patternBytes(3000, 1);
    const pieces = cutIntoPieces(whole, [1000]);
    const cut = unflatten(writeFlattened(pieces, false).subarray(0, -300));
    assert.deepEqual(readAll(cut, 3000), whole.subarray(0, 2700));
    const holed = unflatten(writeFlattened([pieces[0]!, pieces[2]!]));
    assert.deepEqual(readAll(holed, 3000), whole.subarray(0, 1000));
  });

  for (const [name, offset, size] of [
    ['a negative offset', -2n, 16n],
    ['a negative size', 0n, -5n],
    ['no size', 0n, 0n],
    ['an end past 2^53', 1n << 53n, 16n],
    ['an end past 2^63', (1n << 63n) - 1n, (1n << 63n) - 1n],
  ] as const) {
    it(`stops at a piece with ${name}`, () => {
      const start = writeFlattened([{ offset: 0, bytes: patternBytes(64, 1) }], false);
      const source = unflatten(Buffer.concat([start, pieceHeader(offset, size), patternBytes(64, 2)]));
      assert.match(source.shortage ?? '', /damaged piece/);
      assert.deepEqual(readAll(source, 64), patternBytes(64, 1));
    });
  }

  it('learns of pieces only as far as bytes are asked for', () => {
    const pieces = cutIntoPieces(patternBytes(2000 * 5000, 1), [5000]);
    const file = new FaultySource(writeFlattened(pieces));
    readAll(new FlattenedSource(file), 5000);
    assert.ok(file.reads < 300, `${file.reads} reads`);
  });

  it('takes a run of equal pieces in steps', () => {
    const original = patternBytes(2000 * 500, 1);
    const file = new FaultySource(writeFlattened(cutIntoPieces(original, [500])));
    const source = new FlattenedSource(file);
    assert.equal(source.sizeBytes, original.length);
    assert.ok(file.reads < 120, `${file.reads} reads`);
    assert.deepEqual(readAll(source, original.length), original);
  });

  it('finds every piece where runs of equal pieces break off and go on elsewhere', () => {
    const original = patternBytes(40_000, 1);
    const stretch = fc.record({
      size: fc.constantFrom(200, 200, 216, 500),
      count: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 2, maxLength: 12 }), fc.nat(), (stretches, turn) => {
        const sizes = stretches.flatMap(({ size, count }) => new Array<number>(count).fill(size));
        const pieces = cutIntoPieces(original, sizes);
        const at = turn % pieces.length;
        const source = unflatten(writeFlattened([...pieces.slice(at), ...pieces.slice(0, at)]));
        assert.deepEqual(readAll(source, original.length), original);
        assert.equal(source.shortage, undefined);
      }),
      { numRuns: 100 },
    );
  });

  it('opens the dump inside, and refuses a flattened file inside a flattened file', () => {
    const pages = new Map([[1, patternBytes(page, 1)]]);
    const plain = writeKdump({ pages, maxMapNr: 2 });
    const pieces = [...cutIntoPieces(plain, [464, page - 464, 512])].reverse();
    const image = openSource(new BytesSource(writeFlattened(pieces), 'vmcore.flat'));
    assert.equal(image.format.flattened, true);
    assert.deepEqual(readMemory(image.memory, 0x1000n, page), { bytes: pages.get(1), gaps: [] });
    assert.equal(image.completeness.complete, true);

    const nested = writeFlattened([{ offset: 0, bytes: writeFlattened(pieces) }]);
    assert.throws(() => openSource(new BytesSource(nested, 'vmcore.flat')), { code: 'not-a-dump' });
  });

  it('opens an ELF dump whose tables come again, filled in, at the end', () => {
    const segments = [{ physicalAddress: 0x1000n, data: patternBytes(page, 1) }];
    const plain = writeElf({ segments });
    const tables = { offset: 64, bytes: plain.subarray(64, 176) };
    const empty = { offset: 64, bytes: new Uint8Array(112) };
    const data = { offset: 176, bytes: plain.subarray(176) };
    const pieces = [empty, { offset: 0, bytes: plain.subarray(0, 64) }, data, tables];
    const image = openSource(new BytesSource(writeFlattened(pieces), 'vmcore.flat'));
    assert.deepEqual(readMemory(image.memory, 0x1000n, page), { bytes: segments[0]!.data, gaps: [] });
  });
});
