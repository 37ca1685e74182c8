import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { VmcoreError } from '../../../../core/base/errors';
import { BytesSource } from '../../../../core/dump/bytesSource';
import type { DumpImage } from '../../../../core/dump/dumpImage';
import { openSource } from '../../../../core/dump/openDump';
import { writeNotes } from '../../../support/elfWriter';
import {
  storedRaw,
  writeKdump,
  writeKdumpParts,
  type KdumpSpec,
  type StoredPage,
} from '../../../support/kdumpWriter';
import { patternBytes, readMemory, untouched } from '../../../support/memoryReading';

const page = 4096;
const open = (bytes: Uint8Array): DumpImage => openSource(new BytesSource(bytes, 'vmcore'));
const vmcoreinfo = new TextEncoder().encode('OSRELEASE=6.1.0-test\n');
const pages = new Map<number, Uint8Array | 'excluded'>([
  [1, patternBytes(page, 1)],
  [2, 'excluded'],
  [3, patternBytes(page, 3)],
  [0x9000, patternBytes(page, 9)],
]);
const spec: KdumpSpec = { pages, maxMapNr: 0x9001, dumpLevel: 31, vmcoreinfo };

describe('openKdumpCompressed', () => {
  for (const version of [1, 2, 3, 4, 5, 6]) {
    for (const wordSizeBytes of [4, 8] as const) {
      for (const littleEndian of [true, false]) {
        const order = littleEndian ? 'little' : 'big';
        it(`reads header version ${version}, ${wordSizeBytes * 8} bit, ${order} endian`, () => {
          const image = open(writeKdump({ ...spec, version, wordSizeBytes, littleEndian }));
          assert.deepEqual(readMemory(image.memory, 0x3000n, page), { bytes: pages.get(3), gaps: [] });
          assert.deepEqual(readMemory(image.memory, 0x9000000n, page), {
            bytes: pages.get(0x9000),
            gaps: [],
          });
          assert.equal(image.format.headerVersion, version);
          assert.equal(image.format.dumpLevel, 31);
          assert.deepEqual(image.vmcoreinfo, version >= 3 ? vmcoreinfo : undefined);
          assert.equal(image.machine.wordSizeBytes, wordSizeBytes);
          assert.equal(image.machine.littleEndian, littleEndian);
          assert.equal(image.utsname?.release, '6.1.0-test');
          assert.equal(image.headerTimeSeconds, 1_700_000_000);
          assert.deepEqual(image.completeness.missing, []);
          assert.deepEqual([...image.problems], []);
        });
      }
    }
  }

  it('counts frames of 32-bit ARM from the start of its RAM, with its own sub-header layout', () => {
    const machine = 'armv7l';
    const image = open(writeKdump({ ...spec, wordSizeBytes: 4, machine, physicalBase: 0x4000_0000 }));
    assert.deepEqual(readMemory(image.memory, 0x4000_3000n, page), { bytes: pages.get(3), gaps: [] });
    assert.deepEqual(image.vmcoreinfo, vmcoreinfo);
    assert.equal(readMemory(image.memory, 0x3000n, page).gaps[0]?.reason, 'not-in-dump');
  });

  it('tells the architecture by the registers where QEMU does not name it', () => {
    for (const [size, name] of [
      [392, 'aarch64'],
      [336, 'x86_64'],
      [100, 'unknown'],
    ] as const) {
      const notes = writeNotes([{ name: 'CORE', type: 1, description: new Uint8Array(size) }]);
      assert.equal(open(writeKdump({ ...spec, machine: 'Unknown', notes })).machine.name, name);
    }
    assert.equal(open(writeKdump({ ...spec, machine: '' })).machine.name, 'unknown');
    assert.equal(open(writeKdump({ ...spec, machine: 'S390X', littleEndian: false })).machine.name, 's390x');
  });

  it('tells excluded pages and holes apart and invents no bytes', () => {
    const { bytes, gaps } = readMemory(open(writeKdump(spec)).memory, 0x800n, 5 * page);
    assert.deepEqual(gaps, [
      { offset: 0, sizeBytes: 0x800, reason: 'not-in-dump' },
      { offset: 0x1800, sizeBytes: page, reason: 'excluded' },
      { offset: 0x3800, sizeBytes: 0x1800, reason: 'not-in-dump' },
    ]);
    for (const { offset, sizeBytes } of gaps) {
      assert.ok(bytes.subarray(offset, offset + sizeBytes).every((byte) => byte === untouched));
    }
    assert.deepEqual(bytes.subarray(0x800, 0x1800), pages.get(1));
  });

  it('lists RAM whether or not its pages were saved', () => {
    const ranges = [...open(writeKdump(spec)).memory.ranges].map(({ start, sizeBytes }) => [
      start,
      sizeBytes,
    ]);
    assert.deepEqual(ranges, [
      [0x1000n, 0x3000n],
      [0x9000000n, 0x1000n],
    ]);
  });

  it('finds pages in large blocks', () => {
    const big = patternBytes(65536, 5);
    const image = open(writeKdump({ pages: new Map([[7, big]]), maxMapNr: 8, pageSizeBytes: 65536 }));
    assert.deepEqual(readMemory(image.memory, 0x70000n, 65536).bytes, big);
    assert.equal(image.machine.pageSizeBytes, 65536);
  });

  it('hands out notes, and VMCOREINFO from them where the header names none', () => {
    const notes = writeNotes([
      { name: 'CORE', type: 1, description: new Uint8Array(336) },
      { name: 'VMCOREINFO', type: 0, description: vmcoreinfo },
    ]);
    const image = open(writeKdump({ pages, maxMapNr: 0x9001, notes }));
    assert.deepEqual(
      image.notes.map(({ name }) => name),
      ['CORE', 'VMCOREINFO'],
    );
    assert.deepEqual(image.vmcoreinfo, vmcoreinfo);
  });

  it('names what is damaged in a page: its descriptor or its data', () => {
    const whole = writeKdumpParts(spec);
    const damage = (change: (view: DataView, descriptor: number) => void): string => {
      const bytes = whole.bytes.slice();
      change(new DataView(bytes.buffer), whole.descriptorsOffset + 24);
      const gap = readMemory(open(bytes).memory, 0x3000n, page).gaps[0];
      assert.equal(gap?.reason, 'damaged');
      return gap.detail ?? '';
    };
    assert.match(
      damage((view, at) => {
        view.setUint32(at + 8, 0, true);
      }),
      /says 0 bytes/,
    );
    assert.match(
      damage((view, at) => {
        view.setUint32(at + 8, 0xffffffff, true);
      }),
      /says 4294967295 bytes/,
    );
    assert.match(
      damage((view, at) => {
        view.setBigUint64(at, 0n, true);
      }),
      /no offset/,
    );
    assert.match(
      damage((view, at) => {
        view.setBigUint64(at, 24n, true);
      }),
      /points into the tables/,
    );
    assert.match(
      damage((view, at) => {
        view.setBigUint64(at, 2n ** 63n, true);
      }),
      /beyond any file/,
    );
    assert.match(
      damage((view, at) => {
        view.setUint32(at + 12, 0, true);
      }),
      /gives \d+ bytes instead of 4096/,
    );
    for (const codec of [2, 4, 0x20]) {
      assert.match(
        damage((view, at) => {
          view.setUint32(at + 12, codec, true);
        }),
        /does not inflate/,
      );
    }
    const first = new DataView(whole.bytes.buffer).getBigUint64(whole.descriptorsOffset + 24, true);
    assert.match(
      damage((view) => {
        view.setUint32(Number(first), 0xffffffff);
      }),
      /zlib data does not inflate/,
    );
  });

  it('stops a page that inflates to more than a page', () => {
    const bomb = new Uint8Array(64 * 1024 * 1024);
    const image = open(writeKdump({ pages: new Map([[0, bomb]]), maxMapNr: 1, store: storedBomb }));
    const gap = readMemory(image.memory, 0n, page).gaps[0];
    assert.equal(gap?.reason, 'damaged');
  });

  it('keeps what came before a cut at any structure, and says in numbers what is missing', () => {
    const { bytes, bitmapOffset, descriptorsOffset, dataOffset } = writeKdumpParts({
      ...spec,
      store: storedRaw,
    });
    for (const cut of [
      bitmapOffset,
      bitmapOffset + 1,
      descriptorsOffset,
      descriptorsOffset + 25,
      dataOffset,
    ]) {
      const image = open(bytes.subarray(0, cut));
      assert.equal(readMemory(image.memory, 0x3000n, page).gaps[0]?.reason, 'truncated');
      assert.equal(image.completeness.complete, false);
      assert.match(image.completeness.missing.join(), /missing/);
      assert.deepEqual(image.vmcoreinfo, vmcoreinfo);
    }
    const image = open(bytes.subarray(0, dataOffset + page + 100));
    assert.deepEqual(readMemory(image.memory, 0x1000n, page), { bytes: pages.get(1), gaps: [] });
    const { bytes: read, gaps } = readMemory(image.memory, 0x3000n, page);
    assert.equal(gaps[0]?.reason, 'truncated');
    assert.ok(read.every((byte) => byte === untouched));
    assert.match(image.completeness.missing[0] ?? '', /about 2 of 3 pages are missing/);
    assert.equal(image.completeness.expectedSizeBytes, bytes.length);
  });

  it('believes the writer that it did not finish', () => {
    const whole = writeKdumpParts({ ...spec, statusFlags: 1 | 8 });
    const bytes = whole.bytes.slice();
    bytes.fill(0, whole.descriptorsOffset + 48, whole.dataOffset);
    const image = open(bytes);
    assert.deepEqual(readMemory(image.memory, 0x3000n, page), { bytes: pages.get(3), gaps: [] });
    const [gap] = readMemory(image.memory, 0x9000000n, page).gaps;
    assert.equal(gap?.reason, 'truncated');
    assert.match(gap.detail ?? '', /not finished/);
    assert.match(image.completeness.missing[0] ?? '', /not finished.*about 1 of 3 pages are missing/);
  });

  it('refuses or opens every prefix of the headers with a typed answer', () => {
    const { bytes, bitmapOffset } = writeKdumpParts(spec);
    for (let cut = 0; cut <= bitmapOffset; cut += cut < 600 ? 1 : 37) {
      try {
        const image = open(bytes.subarray(0, cut));
        assert.equal(image.completeness.complete, false, `cut at ${cut}`);
      } catch (error) {
        assert.ok(error instanceof VmcoreError, `cut at ${cut}: ${String(error)}`);
      }
    }
  });

  for (const blockSize of [0, 3, 4097, 1 << 30]) {
    it(`refuses a block size of ${blockSize}`, () => {
      const bytes = writeKdump(spec);
      new DataView(bytes.buffer).setUint32(428, blockSize, true);
      assert.throws(() => open(bytes), { code: 'corrupt-header' });
    });
  }

  it('survives a bitmap that is too small for the frames, and one that points past the end', () => {
    const small = writeKdump(spec);
    new DataView(small.buffer).setBigUint64(page + 96, 1n << 50n, true);
    const image = open(small);
    assert.equal(image.problems[0]?.code, 'kdump-bitmap-too-small');
    assert.equal(readMemory(image.memory, 1n << 51n, page).gaps[0]?.reason, 'not-in-dump');

    const far = writeKdump(spec);
    new DataView(far.buffer).setUint32(436, 0xffffffff, true);
    const gap = readMemory(open(far).memory, 0x3000n, page).gaps[0];
    assert.equal(gap?.reason, 'truncated');
    assert.equal(open(far).completeness.complete, false);
  });
});

/** The first 4,000 bytes of a stream that goes on: unchecked, they give four million bytes. */
function storedBomb(bytes: Uint8Array): StoredPage {
  return { bytes: deflateSync(bytes, { level: 9 }).subarray(0, 4000), flags: 1 };
}
