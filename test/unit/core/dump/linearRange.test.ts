import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { openElf } from '../../../../core/dump/elf';
import { declaredRanges } from '../../../../core/dump/linearRange';
import { writeElf, type ElfSegmentSpec } from '../../../support/elfWriter';

function declared(segments: readonly ElfSegmentSpec[], wordSizeBytes: 4 | 8 = 8) {
  const elf = writeElf({ segments, wordSizeBytes });
  return openElf(new BytesSource(elf, 'vmcore'), { flattened: false }).declaredRanges;
}

const data = new Uint8Array(4096);

describe('what an ELF core declares of virtual addresses', () => {
  it('is each segment’s own, over all of its memory', () => {
    const segments = [
      { physicalAddress: 0x1000n, virtualAddress: 0xc000_1000n, data },
      { physicalAddress: 0x10_0000n, virtualAddress: 0xc010_0000n, data, memorySizeBytes: 0x3000n },
    ];
    assert.deepEqual(declared(segments, 4), [
      { start: 0xc000_1000n, end: 0xc000_2000n, physical: 0x1000n },
      { start: 0xc010_0000n, end: 0xc010_3000n, physical: 0x10_0000n },
    ]);
  });

  it('is nothing where the writer did not know, or what it says cannot be', () => {
    const minusOne = 0xffff_ffff_ffff_ffffn;
    for (const virtualAddress of [0n, minusOne, 0x1000n, 0xffff_ffff_ffff_f800n])
      assert.deepEqual(declared([{ physicalAddress: 0x1000n, virtualAddress, data }]), []);
    assert.deepEqual(declared([{ physicalAddress: 0x1000n, virtualAddress: 0xffff_ffffn, data }], 4), []);
    const empty = { physicalAddress: 0x1000n, virtualAddress: 0xc000_1000n, data: new Uint8Array(0) };
    assert.deepEqual(declared([empty]), []);
  });

  it('is within the address space for any program headers', () => {
    const word = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
    const header = fc.record({
      type: fc.constantFrom(1, 4),
      ...{ offset: word, virtualAddress: word, physicalAddress: word },
      ...{ fileSizeBytes: word, memorySizeBytes: word, alignment: word },
    });
    fc.assert(
      fc.property(fc.array(header), fc.constantFrom(4 as const, 8 as const), (headers, wordSizeBytes) => {
        for (const { start, end } of declaredRanges(headers, wordSizeBytes)) {
          assert.ok(start > 0n && start < end && end <= 1n << BigInt(8 * wordSizeBytes));
        }
      }),
    );
  });
});
