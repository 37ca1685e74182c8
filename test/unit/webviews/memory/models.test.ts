import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memoryPlace, physicalSpace, virtualSpace } from '../../../../webviews/memory/model/addressSpace';
import { blockSizeBytes, ByteBlocks } from '../../../../webviews/memory/model/byteBlocks';
import { inspect, numberIn, pointerIn } from '../../../../webviews/memory/model/inspector';
import { parsePanelState, savedPanelState } from '../../../../webviews/memory/model/panelState';
import { addressAt, fractionOf } from '../../../../webviews/memory/model/regionPlace';
import { contains, lengthOf, moved, selectRange, startOf } from '../../../../webviews/memory/model/selection';

const last = 0xffff_ffff_ffff_ffffn;

describe('the selection of bytes', () => {
  it('moves no further than the ends of the address space', () => {
    const { end } = virtualSpace;
    const atEnd = moved({ anchor: last, head: last }, 16n, false, end);
    assert.deepEqual(atEnd, { anchor: last, head: last });
    assert.deepEqual(moved({ anchor: 3n, head: 3n }, -16n, true, end), { anchor: 3n, head: 0n });
    assert.equal(selectRange(last - 1n, 100, end).head, last);
  });

  it('has its start, its length and its bytes, whichever way it was made', () => {
    for (const selection of [
      { anchor: 8n, head: 15n },
      { anchor: 15n, head: 8n },
    ]) {
      assert.equal(startOf(selection), 8n);
      assert.equal(lengthOf(selection), 8);
      assert.deepEqual(
        [7n, 8n, 15n, 16n].map((address) => contains(selection, address)),
        [false, true, true, false],
      );
    }
    assert.equal(lengthOf({ anchor: 0n, head: last }), Number.MAX_SAFE_INTEGER);
  });
});

describe('the bytes that have arrived', () => {
  it('are bytes, gaps with their reason, or not yet known', () => {
    const blocks = new ByteBlocks();
    const start = last - BigInt(blockSizeBytes) * 2n + 1n;
    const bytes = new Uint8Array(blockSizeBytes * 2).fill(7);
    blocks.add(start, bytes, [{ offset: blockSizeBytes - 8, sizeBytes: 16, reason: 'excluded' }]);
    assert.equal(blocks.at(start), 7);
    assert.equal(blocks.at(last), 7);
    for (const offset of [-8, 7]) {
      const gap = blocks.at(start + BigInt(blockSizeBytes + offset));
      assert.equal(typeof gap === 'object' && gap.reason, 'excluded');
    }
    assert.equal(blocks.at(start + BigInt(blockSizeBytes + 8)), 7);
    assert.equal(blocks.at(0n), undefined);
    assert.equal(blocks.whole(start + BigInt(blockSizeBytes - 16), 16), undefined);
    assert.equal(blocks.whole(last - 7n, 8)?.length, 8);
  });

  it('are forgotten before they fill the memory', () => {
    const blocks = new ByteBlocks();
    for (let index = 0; index < 2000; index++) {
      blocks.add(BigInt(index * blockSizeBytes), new Uint8Array(blockSizeBytes), []);
    }
    assert.equal(blocks.has(0n), false);
    assert.equal(blocks.has(BigInt(1999 * blockSizeBytes)), true);
  });
});

describe('the inspector', () => {
  it('reads numbers of every size without rounding, in both byte orders', () => {
    const bytes = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe);
    assert.equal(numberIn(bytes, 8, false), 0xffff_ffff_ffff_fffen);
    assert.equal(pointerIn(bytes, 8, true), 'feffffffffffffff');
    const read = (label: string): string | undefined =>
      inspect(bytes, false).find((value) => value.label === label)?.text;
    assert.equal(read('u64'), '18446744073709551614 = 0xfffffffffffffffe');
    assert.equal(read('s64'), '-2');
    assert.equal(read('s32'), '-1');
  });

  it('tells a time only from a number that can be one', () => {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    const time = (value: bigint): string | undefined => {
      view.setBigUint64(0, value, true);
      return inspect(bytes, true).find(({ label }) => /^(time|ns)/.test(label))?.text;
    };
    assert.equal(time(1_700_000_000n), '2023-11-14T22:13:20.000Z');
    assert.equal(time(1_700_000_000_123_456_789n), '2023-11-14T22:13:20.123Z');
    assert.equal(time(12_345_678_901n), '12.345678901 s');
    assert.equal(time(last), undefined);
    assert.equal(time(0n), undefined);
  });

  it('says less where fewer bytes are there', () => {
    assert.deepEqual(
      inspect(Uint8Array.of(1, 2), true).map(({ label }) => label),
      ['u8', 'u16'],
    );
  });
});

describe('the state of the memory panel', () => {
  it('comes back as it was saved', () => {
    const state = {
      space: physicalSpace,
      top: 0x1000n,
      cursor: last,
      width: 4,
      pointers: true,
      page: true,
      overlay: { type: 'struct page', address: last - 63n },
    } as const;
    const saved: unknown = JSON.parse(JSON.stringify(savedPanelState(state)));
    assert.deepEqual(parsePanelState(saved), state);
  });

  it('is made from anything', () => {
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        const { width } = parsePanelState(saved);
        assert.ok([1, 2, 4, 8].includes(width));
      }),
    );
    assert.equal(parsePanelState({ top: '0x10000000000000000' }).top, undefined);
  });
});

describe('the bar of a region', () => {
  const region = { start: '0xffff800000000000', last: '0xffffffffffffffff' };

  it('leads to both ends of the region and back to where it was clicked', () => {
    assert.equal(addressAt(region, 0), 0xffff_8000_0000_0000n);
    assert.equal(addressAt(region, 1), 0xffff_ffff_ffff_fff0n);
    assert.equal(addressAt(region, -3), 0xffff_8000_0000_0000n);
    for (const fraction of [0.1, 0.25, 0.5, 0.999]) {
      const back = fractionOf(region, addressAt(region, fraction)) ?? NaN;
      assert.ok(Math.abs(back - fraction) < 1e-5, `${fraction} ${back}`);
    }
    assert.equal(fractionOf(region, 0n), undefined);
  });
});

describe('the place of bytes', () => {
  it('is their address in hex, and says when it is physical', () => {
    assert.deepEqual(memoryPlace(last, virtualSpace), { view: 'memory', address: '0xffffffffffffffff' });
    assert.deepEqual(memoryPlace(0n, physicalSpace, 8), {
      view: 'memory',
      address: '0x0',
      sizeBytes: 8,
      physical: true,
    });
  });
});
