import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../core/base/errors';
import type { FileOffset } from '../../../../core/base/address';
import type { ByteSource } from '../../../../core/dump/byteSource';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { openSource } from '../../../../core/dump/openDump';
import { writeElf, writeNotes } from '../../../support/elfWriter';
import { cutIntoPieces, writeFlattened } from '../../../support/flattenedWriter';
import { writeKdump, writeKdumpParts } from '../../../support/kdumpWriter';
import { patternBytes, readMemory, untouched } from '../../../support/memoryReading';

const page = 4096;
const description = Buffer.from('OSRELEASE=6.1\n');
const notes = [{ name: 'VMCOREINFO', type: 0, description }];
const data = patternBytes(2 * page, 1);
const pages = new Map([
  [1, data.subarray(0, page)],
  [2, data.subarray(page)],
]);
const kdump = writeKdump({ pages, maxMapNr: 40, vmcoreinfo: description, notes: writeNotes(notes) });
const narrow = writeKdump({ pages, maxMapNr: 40, wordSizeBytes: 4, littleEndian: false });
const elf = writeElf({ segments: [{ physicalAddress: 0x1000n, data }], notes });
const seeds: readonly Uint8Array[] = [
  elf,
  writeElf({
    segments: [{ physicalAddress: 0x1000n, data }],
    notes,
    manyProgramHeaders: true,
    wordSizeBytes: 4,
  }),
  kdump,
  narrow,
  writeFlattened(cutIntoPieces(kdump, [464, 3632, 104])),
  writeFlattened(cutIntoPieces(elf, [64, 500])),
];
const interesting = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff];

/** Everything a session asks of a dump first; only typed errors may come out. */
function exercise(bytes: Uint8Array): void {
  try {
    const image = openSource(new BytesSource(bytes, 'vmcore'));
    for (const note of image.notes) assert.ok(note.description.length <= bytes.length);
    assert.ok((image.vmcoreinfo?.length ?? 0) <= bytes.length);
    for (const address of [0n, 0x1000n, 0x1fffn, 0x2800n, 1n << 40n, (1n << 64n) - 1n]) {
      const { bytes: read, gaps } = readMemory(image.memory, address, page + 9);
      for (const { offset, sizeBytes } of gaps) {
        assert.ok(offset >= 0 && sizeBytes > 0 && offset + sizeBytes <= read.length);
        assert.ok(read.subarray(offset, offset + sizeBytes).every((byte) => byte === untouched));
      }
    }
    assert.equal(image.completeness.complete, image.completeness.missing.length === 0);
    let ranges = 0;
    for (const { sizeBytes } of image.memory.ranges) {
      assert.ok(sizeBytes > 0n);
      if ((ranges += 1) > 1000) break;
    }
  } catch (error) {
    if (!(error instanceof VmcoreError)) throw error;
  }
}

describe('damaged dumps', () => {
  it('give typed errors or gaps, never a crash or invented bytes, whatever bytes change', () => {
    const change = fc.tuple(
      fc.nat({ max: 20_000 }),
      fc.oneof(fc.constantFrom(...interesting), fc.integer({ min: 0, max: 255 })),
      fc.constantFrom(1, 1, 2, 4, 8),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (seed, changes) => {
          const bytes = Uint8Array.from(seed);
          for (const [at, value, count] of changes)
            bytes.fill(value, at % bytes.length, (at % bytes.length) + count);
          exercise(bytes);
        },
      ),
      { numRuns: 1500 },
    );
  }).timeout(20_000);

  it('survive every byte of the header fields set to every interesting value', () => {
    for (const seed of [elf, kdump]) {
      const fields = seed === elf ? [0, 200] : [400, 464, page, page + 112];
      for (let range = 0; range < fields.length; range += 2) {
        for (let at = fields[range]!; at < fields[range + 1]!; at += 1) {
          for (const value of [0, 1, 0x7f, 0xff]) {
            const bytes = Uint8Array.from(seed);
            bytes[at] = value;
            exercise(bytes);
          }
        }
      }
    }
  }).timeout(20_000);
});

describe('cut dumps', () => {
  it('give typed errors or gaps at every length', () => {
    for (const seed of seeds) {
      for (let cut = 0; cut < seed.length; cut += cut < 700 ? 1 : 53) exercise(seed.subarray(0, cut));
    }
  }).timeout(20_000);
});

/** The dump of a machine of any size whose bitmaps are all ones, without the memory to hold them. */
class LargeMachine implements ByteSource {
  readonly path = 'large';
  readBytes = 0;
  private readonly head: Uint8Array;
  private readonly bitmapOffset: number;
  readonly sizeBytes: number;

  constructor(pfnCount: number) {
    const { bytes, bitmapOffset } = writeKdumpParts({
      pages: new Map([[0, data.subarray(0, page)]]),
      maxMapNr: 1,
    });
    this.head = bytes.slice(0, bitmapOffset);
    const view = new DataView(this.head.buffer);
    const bitmapBlocks = Math.ceil(pfnCount / 8 / page);
    view.setUint32(436, 2 * bitmapBlocks, true);
    view.setUint32(440, Math.min(pfnCount, 0xffffffff), true);
    view.setBigUint64(page + 96, BigInt(pfnCount), true);
    this.bitmapOffset = bitmapOffset;
    this.sizeBytes = bitmapOffset + 2 * bitmapBlocks * page + pfnCount * 24;
  }

  get fileSizeBytes(): number {
    return this.sizeBytes;
  }

  read(into: Uint8Array, offset: FileOffset): number {
    this.readBytes += into.length;
    into.fill(offset >= this.bitmapOffset ? 0xff : 0);
    into.set(this.head.subarray(offset, offset + into.length));
    return Math.max(0, Math.min(into.length, this.sizeBytes - offset));
  }

  close(): void {
    this.head.fill(0);
  }
}

describe('the dump of a large machine', () => {
  it('costs as much to open with 1 TiB as with 512 MiB', () => {
    const costs = [512 * 2 ** 20, 2 ** 40].map((memorySizeBytes) => {
      const source = new LargeMachine(memorySizeBytes / page);
      openSource(source);
      return source.readBytes;
    });
    assert.equal(costs[1], costs[0]);
    assert.ok(costs[1]! < 4096, `${costs[1]} bytes`);
  });

  it('reads each bitmap once at most for its last page', () => {
    const source = new LargeMachine(2 ** 40 / page);
    const { memory } = openSource(source);
    readMemory(memory, 2n ** 40n - 4096n, 8);
    const once = source.readBytes;
    assert.ok(once < 34 * 2 ** 20, `${once} bytes`);
    for (let address = 0n; address < 2n ** 40n; address += 2n ** 36n) readMemory(memory, address, 8);
    assert.ok(source.readBytes < once + 2 ** 20);
  });
});
