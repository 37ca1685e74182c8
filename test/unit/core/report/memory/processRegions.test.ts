import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import type { MemoryRegion } from '../../../../../core/kernel/memory/memoryRegions';
import { ProcessRegions, regionText } from '../../../../../core/report/memory/processRegions';

const region = (start: bigint, end: bigint, more: Partial<MemoryRegion> = {}): MemoryRegion => ({
  address: virtualAddress(0xffff888000000000n + start),
  start,
  end,
  flags: 0x5n,
  name: undefined,
  fileOffsetBytes: undefined,
  ...more,
});

describe("a process's memory map", () => {
  const text = region(0x400000n, 0x402000n, { name: '/bin/a\u202eb', fileOffsetBytes: 0x1000n });
  const next = region(0x402000n, 0x402800n);
  const stack = region(0x7ffc00000000n, 0x7ffc00010000n, { name: '[stack]', flags: undefined });
  const regions = new ProcessRegions([text, next, stack]);

  it('has the region that an address is in, and none between two', () => {
    assert.equal(regions.find(0x3fffffn), undefined);
    assert.equal(regions.find(0x400000n), text);
    assert.equal(regions.find(0x401fffn), text);
    assert.equal(regions.find(0x402000n), next);
    assert.equal(regions.find(0x402800n), undefined);
    assert.equal(regions.find(0x7ffc0000ffffn), stack);
    assert.equal(regions.find(0xffff888000000000n), undefined);
    assert.equal(new ProcessRegions([]).find(0n), undefined);
  });

  it('names what a run of memory begins in, and what begins in it', () => {
    assert.deepEqual(regions.namesIn(0x401800n, 0x1000), [
      { offset: 0, name: '/bin/a⟨U+202E⟩b', into: 0x1800, from: 0x1000, note: 'r-xp' },
      { offset: 0x800, name: '[anonymous]', into: 0, from: 0, note: 'r-xp' },
    ]);
    assert.deepEqual(regions.namesIn(0x7ffc00000000n, 16), [
      { offset: 0, name: '[stack]', into: 0, from: 0, note: '????' },
    ]);
    assert.deepEqual(regions.namesIn(0x500000n, 0x1000), []);
  });

  it('says how far an address is in its region, or in the file that is mapped there', () => {
    assert.equal(regionText(text, text.start + 0x10n), '/bin/a⟨U+202E⟩b+0x1010');
    assert.equal(regionText(stack, stack.start), '[stack]');
    assert.equal(regionText(stack, stack.start + 0x10n), '[stack]+0x10');
  });
});
