import assert from 'node:assert/strict';
import fc from 'fast-check';
import { physicalAddress } from '../../../../../core/base/address';
import type { Gap, PhysicalMemory } from '../../../../../core/dump/physicalMemory';
import { ramRuns, searchStep } from '../../../../../core/kernel/memory/searchMemory';
import { parseSearchPattern, type SearchPattern } from '../../../../../core/kernel/memory/searchPattern';

const words = { littleEndian: true, wordSizeBytes: 8 } as const;
const start = 0x10_0000n;

/** RAM at 1 MiB, with one run of it left out. */
class SmallMemory implements PhysicalMemory {
  constructor(
    readonly bytes: Buffer,
    private readonly excluded?: readonly [number, number],
  ) {}

  get ranges(): PhysicalMemory['ranges'] {
    return [{ start: physicalAddress(start), sizeBytes: BigInt(this.bytes.length) }];
  }

  read(address: bigint, into: Uint8Array): readonly Gap[] {
    const at = Number(address - start);
    into.set(this.bytes.subarray(at, at + into.length));
    const [from, to] = this.excluded ?? [0, 0];
    const offset = Math.max(0, from - at);
    const end = Math.min(into.length, to - at);
    return offset < end ? [{ offset, sizeBytes: end - offset, reason: 'excluded' }] : [];
  }
}

function search(memory: PhysicalMemory, pattern: SearchPattern): readonly number[] {
  const runs = ramRuns(memory);
  const found: number[] = [];
  for (let from: bigint | undefined = 0n; from !== undefined;) {
    const step = searchStep(memory, runs, from, pattern, words);
    found.push(...step.hits.map((hit) => Number(hit - start)));
    from = step.next;
  }
  return found;
}

describe('a search through memory', () => {
  it('finds what a plain search of all bytes finds, over the edges of what is read at once, too', () => {
    const chunk = 256 * 1024;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        (distances, length) => {
          const memory = Buffer.alloc(chunk * 2 + 100);
          const wanted = Buffer.from(Array.from({ length }, (_, index) => index + 1));
          for (const [index, distance] of distances.entries()) {
            wanted.copy(memory, chunk * (1 + (index % 2)) + distance);
          }
          const expected: number[] = [];
          for (let at = memory.indexOf(wanted); at >= 0; at = memory.indexOf(wanted, at + 1))
            expected.push(at);
          const pattern = { kind: 'bytes', bytes: wanted, alignment: 1 } as const;
          assert.deepEqual(search(new SmallMemory(memory), pattern), expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('finds nothing in what the dump lacks, nor across it', () => {
    const bytes = Buffer.alloc(8192);
    for (const at of [100, 4094, 5000, 8180]) bytes.write('needle', at);
    const pattern = parseSearchPattern('text', 'needle', words);
    assert.deepEqual(search(new SmallMemory(bytes, [4096, 8000]), pattern), [100, 8180]);
  });

  it('finds words that point into a range, and those alone that are aligned', () => {
    const bytes = Buffer.alloc(4096);
    const object = 0xffff_8881_0000_1000n;
    bytes.writeBigUInt64LE(object, 8);
    bytes.writeBigUInt64LE(object + 63n, 800);
    bytes.writeBigUInt64LE(object + 64n, 1600);
    bytes.writeBigUInt64LE(object - 1n, 1608);
    bytes.writeBigUInt64LE(object, 2004);
    const pattern = parseSearchPattern('pointers', `0x${object.toString(16)} 64`, words);
    assert.deepEqual(search(new SmallMemory(bytes), pattern), [8, 800]);
  });

  it('joins runs of RAM that overlap, so that nothing is found twice', () => {
    const range = (from: bigint, sizeBytes: bigint): { start: never; sizeBytes: bigint } => ({
      start: from as never,
      sizeBytes,
    });
    const ranges = [range(0x3000n, 0x1000n), range(0n, 0x2000n), range(0x1000n, 0x1800n)];
    assert.deepEqual(ramRuns({ ranges, read: () => [] }), [
      { start: 0n, end: 0x2800n },
      { start: 0x3000n, end: 0x4000n },
    ]);
  });
});

describe('what is searched for', () => {
  const bytesOf = (kind: 'bytes' | 'text' | 'value', text: string): readonly number[] => {
    const pattern = parseSearchPattern(kind, text, words);
    return pattern.kind === 'bytes' ? [...pattern.bytes] : [];
  };

  it('is bytes, text in UTF-8, or a number as the machine writes it', () => {
    assert.deepEqual(bytesOf('bytes', '48 8b,47:08'), [0x48, 0x8b, 0x47, 8]);
    assert.deepEqual(bytesOf('text', 'ä '), [0xc3, 0xa4, 0x20]);
    assert.deepEqual(bytesOf('value', '0xdead'), [0xad, 0xde, 0, 0]);
    assert.deepEqual(bytesOf('value', '-22'), [0xea, 0xff, 0xff, 0xff]);
    assert.deepEqual(bytesOf('value', 'ffff888000000000'), [0, 0, 0, 0, 0x80, 0x88, 0xff, 0xff]);
    assert.deepEqual(bytesOf('value', '4294967296'), [0, 0, 0, 0, 1, 0, 0, 0]);
  });

  it('is refused where it cannot be read', () => {
    for (const [kind, text] of [
      ['bytes', '48 8'],
      ['bytes', ''],
      ['bytes', 'zz'],
      ['value', 'schedule'],
      ['value', ''],
      ['pointers', '0x1000 0'],
      ['text', 'x'.repeat(2000)],
    ] as const) {
      assert.throws(() => parseSearchPattern(kind, text, words), { code: 'bad-search' }, `${kind} ${text}`);
    }
  });
});
