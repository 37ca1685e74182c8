import assert from 'node:assert/strict';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { openElf } from '../../../../core/dump/elf';
import { VmcoreError } from '../../../../core/base/errors';
import { writeElf, type ElfSpec } from '../../../support/elfWriter';
import { patternBytes, readMemory, untouched } from '../../../support/memoryReading';

const page = 4096;
const open = (spec: ElfSpec, cutTo?: number) =>
  openElf(new BytesSource(writeElf(spec).subarray(0, cutTo), 'vmcore'), { flattened: false });
const low = { physicalAddress: 0x1000n, data: patternBytes(page, 1) };
const high = { physicalAddress: 0x1_0000_0000n, data: patternBytes(2 * page, 2) };

describe('openElf', () => {
  for (const wordSizeBytes of [4, 8] as const) {
    for (const littleEndian of [true, false]) {
      it(`reads ${wordSizeBytes * 8}-bit cores, ${littleEndian ? 'little' : 'big'} endian`, () => {
        const image = open({ segments: [low], wordSizeBytes, littleEndian });
        assert.deepEqual(readMemory(image.memory, 0x1000n, page), { bytes: low.data, gaps: [] });
        assert.equal(image.machine.name, wordSizeBytes === 8 ? 'x86_64' : 'i686');
        assert.equal(image.machine.littleEndian, littleEndian);
        assert.deepEqual([...image.problems], []);
        assert.equal(image.completeness.complete, true);
      });
    }
  }

  it('finds the right segment whatever their order in the file', () => {
    const image = open({ segments: [high, low] });
    assert.deepEqual(readMemory(image.memory, 0x1_0000_1000n, 16).bytes, high.data.subarray(page, page + 16));
    assert.deepEqual(readMemory(image.memory, 0x1ff0n, 16).bytes, low.data.subarray(page - 16));
  });

  it('counts more than 65,535 program headers through section header 0', () => {
    const segments = Array.from({ length: 70_000 }, (_, index) => ({
      physicalAddress: BigInt(index) * 0x2000n,
      data: Uint8Array.of(index & 0xff, index >> 8),
    }));
    const image = open({ segments, manyProgramHeaders: true });
    assert.deepEqual(
      [...readMemory(image.memory, 69_999n * 0x2000n, 2).bytes],
      [69_999 & 0xff, (69_999 >> 8) & 0xff],
    );
    assert.equal([...image.memory.ranges].length, 70_000);
  });

  it('reports holes, excluded tails and their places, and touches no byte of them', () => {
    const image = open({ segments: [{ ...low, memorySizeBytes: 0x2000n }] });
    const { bytes, gaps } = readMemory(image.memory, 0n, 4 * page);
    assert.deepEqual(gaps, [
      { offset: 0, sizeBytes: page, reason: 'not-in-dump' },
      { offset: 2 * page, sizeBytes: page, reason: 'excluded' },
      { offset: 3 * page, sizeBytes: page, reason: 'not-in-dump' },
    ]);
    assert.deepEqual(bytes.subarray(page, 2 * page), low.data);
    assert.ok(bytes.subarray(2 * page).every((byte) => byte === untouched));
  });

  it('gives each address once where segments overlap, and the rest of the later one', () => {
    const under = { physicalAddress: 0x1800n, data: patternBytes(page, 3) };
    const image = open({ segments: [under, low] });
    const { bytes, gaps } = readMemory(image.memory, 0x1000n, 0x1800);
    assert.deepEqual(gaps, []);
    assert.deepEqual(bytes.subarray(0, page), low.data);
    assert.deepEqual(bytes.subarray(page), under.data.subarray(0x800));
  });

  it('says what is missing when the file is cut at any byte, and keeps what came before', () => {
    const whole = writeElf({ segments: [low, high] });
    const dataStart = whole.length - 3 * page;
    for (const cut of [dataStart, dataStart + 1, dataStart + page, dataStart + page + 5, whole.length - 1]) {
      const image = open({ segments: [low, high] }, cut);
      const { bytes, gaps } = readMemory(image.memory, low.physicalAddress, page);
      const there = Math.min(page, cut - dataStart);
      assert.deepEqual(bytes.subarray(0, there), low.data.subarray(0, there));
      assert.ok(bytes.subarray(there).every((byte) => byte === untouched));
      const missing = { offset: there, sizeBytes: page - there, reason: 'truncated' };
      assert.deepEqual(gaps, there === page ? [] : [missing]);
      assert.equal(image.completeness.complete, false);
      assert.equal(image.completeness.expectedSizeBytes, whole.length);
      assert.match(image.completeness.missing[0] ?? '', /The file ends at .* of memory are missing\./);
    }
  });

  it('refuses or opens every prefix of the headers with a typed answer', () => {
    const whole = writeElf({ segments: [low, high] });
    for (let cut = 0; cut < whole.length - 3 * page; cut += 1) {
      try {
        const image = openElf(new BytesSource(whole.subarray(0, cut), 'vmcore'), { flattened: false });
        assert.ok(!image.completeness.complete || image.problems.length > 0, `cut at ${cut}`);
      } catch (error) {
        assert.ok(error instanceof VmcoreError, `cut at ${cut}: ${String(error)}`);
      }
    }
  });

  it('leaves out segments beyond any machine, with a problem', () => {
    const absurd = { physicalAddress: 0xffff_ffff_ffff_0000n, data: patternBytes(16, 1) };
    const image = open({ segments: [absurd, low] });
    assert.equal(image.problems[0]?.code, 'elf-segment-absurd');
    assert.deepEqual(readMemory(image.memory, 0x1000n, page).bytes, low.data);
  });

  it('refuses the core of a process', () => {
    const auxv = { name: 'CORE', type: 6, description: new Uint8Array(16) };
    assert.throws(() => open({ segments: [low], notes: [auxv] }), { code: 'not-a-dump' });
  });

  it('hands out VMCOREINFO and the other notes', () => {
    const text = new TextEncoder().encode('OSRELEASE=6.1.0\n');
    const image = open({ segments: [low], notes: [{ name: 'VMCOREINFO', type: 0, description: text }] });
    assert.deepEqual(image.vmcoreinfo, text);
    assert.equal(image.notes[0]?.name, 'VMCOREINFO');
  });

  it('believes makedumpfile that it did not finish', () => {
    const bytes = writeElf({ segments: [low] });
    bytes[48] = 1;
    const image = openElf(new BytesSource(bytes, 'vmcore'), { flattened: false });
    assert.deepEqual(image.completeness.missing, ['The dump was not finished: its writer says so.']);
  });

  it('reads as many program headers as there are, however many are promised', () => {
    const whole = writeElf({ segments: [low], manyProgramHeaders: true });
    for (const promised of [0xffffffff, 1 << 20, 70_000]) {
      const bytes = whole.slice();
      new DataView(bytes.buffer).setUint32(64 + 44, promised, true);
      const image = openElf(new BytesSource(bytes, 'vmcore'), { flattened: false });
      assert.equal(image.problems[0]?.code, 'elf-program-headers-damaged');
      assert.deepEqual(readMemory(image.memory, 0x1000n, page).bytes, low.data);
    }
    const lost = whole.slice();
    new DataView(lost.buffer).setBigUint64(40, 1n << 62n, true);
    const image = openElf(new BytesSource(lost, 'vmcore'), { flattened: false });
    assert.deepEqual(readMemory(image.memory, 0x1000n, page).bytes, low.data);
  });

  for (const [field, at] of [
    ['offset', 8],
    ['physical address', 24],
    ['file size', 32],
    ['memory size', 40],
  ] as const) {
    it(`survives a segment whose ${field} leads past 2^53 or 2^64`, () => {
      for (const value of [1n << 53n, (1n << 63n) - 1n, (1n << 64n) - 1n]) {
        const bytes = writeElf({ segments: [low, high] });
        new DataView(bytes.buffer).setBigUint64(64 + 56 + at, value, true);
        const image = openElf(new BytesSource(bytes, 'vmcore'), { flattened: false });
        const read = readMemory(image.memory, high.physicalAddress, 2 * page);
        assert.deepEqual(read, { bytes: high.data, gaps: [] });
        // More bytes in the file than in memory do no harm; everything else makes the segment absurd.
        assert.equal(image.problems[0]?.code, field === 'file size' ? undefined : 'elf-segment-absurd');
      }
    });
  }
});
