import assert from 'node:assert/strict';
import fc from 'fast-check';
import { physicalAddress, virtualAddress } from '../../../../core/base/address';
import { PageTableTranslator } from '../../../../core/arch/pageTableTranslator';
import { VirtualMemory } from '../../../../core/arch/virtualMemory';
import { x86PageTables } from '../../../../core/arch/x86_64';
import { FakeMemory } from '../../../support/fakeMemory';
import { PageTableBuilder } from '../../../support/pageTables';

const root = 0x1000n;
const base = 0xffff_8880_0000_0000n;

function emptyAddressSpace() {
  const memory = new FakeMemory();
  const format = x86PageTables(4);
  const encoder = {
    table: (address: bigint) => address | 0x67n,
    page: (address: bigint, level: string) => address | (level === 'PTE' ? 0x63n : 0xe3n),
  };
  const tables = new PageTableBuilder(memory, format, encoder, root, 0x10_0000n);
  const translator = new PageTableTranslator(
    {
      format,
      kernelRoot: physicalAddress(root),
      memoryEncryptionMask: 0n,
      hasSeparateHalves: false,
      fixedMapping: undefined,
    },
    memory,
  );
  return { memory, tables, kernel: new VirtualMemory(translator, memory) };
}

describe('virtual memory', () => {
  it('reads across pages that lie apart', () => {
    const { memory, tables, kernel } = emptyAddressSpace();
    tables.map(base, 0x5000n);
    tables.map(base + 0x1000n, 0x3000n);
    memory.write(0x5ffcn, Buffer.from('abcd'));
    memory.write(0x3000n, Buffer.from('efgh'));
    const into = Buffer.alloc(8);
    assert.deepEqual(kernel.read(virtualAddress(base + 0xffcn), into), []);
    assert.equal(into.toString(), 'abcdefgh');
  });

  it('gives a hole as one gap and leaves its bytes alone', () => {
    const { memory, tables, kernel } = emptyAddressSpace();
    tables.map(base, 0x5000n);
    tables.map(base + 0x3000n, 0x6000n);
    memory.write(0x5000n, new Uint8Array(4096).fill(1));
    memory.write(0x6000n, new Uint8Array(4096).fill(2));
    const into = new Uint8Array(0x4000).fill(9);
    const [gap, ...others] = kernel.read(virtualAddress(base), into);
    assert.deepEqual(others, []);
    assert.deepEqual([gap?.offset, gap?.sizeBytes, gap?.reason], [0x1000, 0x2000, 'not-mapped']);
    assert.deepEqual([into[0xfff], into[0x1000], into[0x2fff], into[0x3000]], [1, 9, 9, 2]);
  });

  it('tells a mapped page that the dump left out from one that is not mapped', () => {
    const { memory, tables, kernel } = emptyAddressSpace();
    tables.map(base, 0x5000n);
    memory.remove(0x5000n, 'excluded');
    const gaps = kernel.read(virtualAddress(base + 0x800n), new Uint8Array(0x1000));
    assert.deepEqual(
      gaps.map(({ offset, sizeBytes, reason }) => [offset, sizeBytes, reason]),
      [
        [0, 0x800, 'excluded'],
        [0x800, 0x800, 'not-mapped'],
      ],
    );
  });

  it('skips an empty table at once', () => {
    const { memory, kernel } = emptyAddressSpace();
    const gaps = kernel.read(virtualAddress(base), new Uint8Array(64 * 2 ** 20));
    assert.equal(gaps.length, 1);
    assert.equal(memory.reads, 1);
  });

  it('skips what is not canonical at once', () => {
    const { memory, kernel } = emptyAddressSpace();
    const gaps = kernel.read(virtualAddress(0x8000_0000_0000n), new Uint8Array(64 * 2 ** 20));
    assert.deepEqual(
      gaps.map(({ sizeBytes, detail }) => [sizeBytes, detail]),
      [[64 * 2 ** 20, 'The address is not canonical.']],
    );
    assert.equal(memory.reads, 0);
  });

  it('ends with the address space', () => {
    const { memory, tables, kernel } = emptyAddressSpace();
    tables.map(-0x1000n & 0xffff_ffff_ffff_ffffn, 0x5000n);
    memory.write(0x5ff0n, new Uint8Array(16));
    const gaps = kernel.read(virtualAddress(-16n), new Uint8Array(24));
    assert.deepEqual(
      gaps.map(({ offset, sizeBytes, reason }) => [offset, sizeBytes, reason]),
      [[16, 8, 'not-mapped']],
    );
  });

  it('walks the tables once for a page that is read again', () => {
    const { memory, tables, kernel } = emptyAddressSpace();
    tables.map(base, 0x20_0000n, 'PMD');
    memory.write(0x20_1000n, new Uint8Array(16));
    kernel.read(virtualAddress(base + 0x1000n), new Uint8Array(8));
    memory.reads = 0;
    kernel.read(virtualAddress(base + 0x1008n), new Uint8Array(8));
    assert.equal(memory.reads, 1);
  });

  it('reads what page-by-page reading finds, wherever it starts and ends', () => {
    const pages = fc.uniqueArray(fc.tuple(fc.nat(15), fc.nat(15)), { selector: ([page]) => page });
    fc.assert(
      fc.property(pages, fc.nat(0xffff), fc.nat(0x4000), (mapped, start, sizeBytes) => {
        const { memory, tables, kernel } = emptyAddressSpace();
        const frameOf = new Map(mapped);
        for (let frame = 0; frame < 16; frame++) {
          memory.write(0x100_0000n + BigInt(frame) * 4096n, new Uint8Array(4096).fill(frame + 1));
        }
        for (const [page, frame] of mapped) {
          tables.map(base + BigInt(page) * 4096n, 0x100_0000n + BigInt(frame) * 4096n);
        }
        const into = new Uint8Array(sizeBytes);
        const gaps = kernel.read(virtualAddress(base + BigInt(start)), into);
        const expected = into.map((_, index) => {
          const frame = frameOf.get((start + index) >> 12);
          return frame === undefined ? 0 : frame + 1;
        });
        assert.deepEqual(into, expected);
        const missing = gaps.reduce((total, gap) => total + gap.sizeBytes, 0);
        assert.equal(missing, expected.filter((byte) => byte === 0).length);
      }),
    );
  });
});
