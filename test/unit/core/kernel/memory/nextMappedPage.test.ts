import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../../core/base/cancellation';
import { physicalAddress, virtualAddress } from '../../../../../core/base/address';
import type { Translation } from '../../../../../core/arch/translation';
import type { VirtualMemory } from '../../../../../core/arch/virtualMemory';
import { findMappedPage, findRamPage } from '../../../../../core/kernel/memory/nextMappedPage';

const pages = [0x1000n, 0xffff_8880_0000_0000n, 0xffff_8880_0000_1000n, 0xffff_ffff_ffff_f000n];

/** 48-bit addresses, of which some pages are mapped; a fault covers as much as an entry of each level does. */
class FewPages {
  looks = 0;

  readonly memory = {
    translator: { pageSizeBytes: 4096 },
    translate: (address: bigint): Translation => {
      this.looks += 1;
      const page = address & -4096n;
      if (pages.includes(page)) {
        return { kind: 'mapped', physical: physicalAddress(address), pageSizeBytes: 4096 };
      }
      const upper = address >> 47n;
      if (upper !== 0n && upper !== 0x1ffffn) {
        return { kind: 'fault', reason: 'not-canonical', coversSizeBytes: 2 ** 47 };
      }
      for (const shift of [39, 30, 21]) {
        const block = address >> BigInt(shift);
        if (pages.every((each) => each >> BigInt(shift) !== block)) {
          return { kind: 'fault', reason: 'not-present', coversSizeBytes: 2 ** shift };
        }
      }
      return { kind: 'fault', reason: 'not-present', coversSizeBytes: 4096 };
    },
  } as unknown as VirtualMemory;
}

describe('the next mapped page', () => {
  const find = (address: bigint, backwards: boolean): Promise<bigint | undefined> =>
    findMappedPage(new FewPages().memory, virtualAddress(address), backwards, neverCancelled);

  it('is the nearest one behind or before the page of the address, over the hole in the middle, too', async () => {
    assert.equal(await find(0n, false), pages[0]);
    assert.equal(await find(0x1008n, false), pages[1]);
    assert.equal(await find(pages[1] ?? 0n, false), pages[2]);
    assert.equal(await find(pages[1] ?? 0n, true), pages[0]);
    assert.equal(await find(0x4000_0000_0000_0000n, true), pages[0]);
    assert.equal(await find(0x4000_0000_0000_0000n, false), pages[1]);
    assert.equal(await find(0xffff_ffff_ffff_ffffn, true), pages[2]);
  });

  it('is none behind the last and before the first', async () => {
    assert.equal(await find(0xffff_ffff_ffff_ffffn, false), undefined);
    assert.equal(await find(0x1fffn, true), undefined);
  });

  it('skips what is not mapped in few steps', async () => {
    const space = new FewPages();
    await findMappedPage(space.memory, 0x2000n, false, neverCancelled);
    assert.ok(space.looks < 3000, `${space.looks} steps`);
  });

  it('stops where nobody wants it any more', async () => {
    const endless = {
      translator: { pageSizeBytes: 4096 },
      translate: (): Translation => ({ kind: 'fault', reason: 'not-present', coversSizeBytes: 4096 }),
    } as unknown as VirtualMemory;
    await assert.rejects(findMappedPage(endless, 0n, false, { isCancelled: true }), { code: 'cancelled' });
  });
});

describe('the next page of RAM', () => {
  const memory = {
    ranges: [
      { start: physicalAddress(0x1000n), sizeBytes: 0x2000n },
      { start: physicalAddress(0x10_0000n), sizeBytes: 0x1000n },
    ],
    read: () => [],
  };

  it('is in the same run or in the next one', () => {
    const find = (address: bigint, backwards: boolean): bigint | undefined =>
      findRamPage(memory, address, 4096, backwards);
    assert.equal(find(0n, false), 0x1000n);
    assert.equal(find(0x1000n, false), 0x2000n);
    assert.equal(find(0x2fffn, false), 0x10_0000n);
    assert.equal(find(0x10_0000n, false), undefined);
    assert.equal(find(1n << 51n, true), 0x10_0000n);
    assert.equal(find(0x10_0000n, true), 0x2000n);
    assert.equal(find(0x1000n, true), undefined);
  });
});
