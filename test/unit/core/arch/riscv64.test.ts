import assert from 'node:assert/strict';
import { physicalAddress, virtualAddress } from '../../../../core/base/address';
import { createTranslator } from '../../../../core/arch/architectures';
import { riscv64PageTables } from '../../../../core/arch/riscv64';
import { VirtualMemory } from '../../../../core/arch/virtualMemory';
import { kernelNumbers, machine, writeUtsNamespace } from '../../../support/fakeKernel';
import { FakeMemory } from '../../../support/fakeMemory';
import { PageTableBuilder, type EntryEncoder } from '../../../support/pageTables';

const image = virtualAddress(0xffffffff80000000n);
const imagePhysical = 0x8020_0000n;
const root = imagePhysical + 0x4_0000n;
const release = '6.12.0-riscv64';

/** V for a table; V, R, W, A and D for a page. */
const entries: EntryEncoder = {
  table: (address) => ((address >> 12n) << 10n) | 1n,
  page: (address) => ((address >> 12n) << 10n) | 0xc7n,
};

function bootedKernel(addressBits: 39 | 48 | 57) {
  const memory = new FakeMemory();
  const format = riscv64PageTables(addressBits);
  const tables = new PageTableBuilder(memory, format, entries, root, 0x9000_0000n, 4096n);
  for (let offset = 0n; offset < 0x8000n; offset += 0x1000n) {
    tables.map(image + offset, imagePhysical + offset, 'PTE');
  }
  writeUtsNamespace(memory, physicalAddress(imagePhysical + 0x1000n), release);
  return { memory, tables };
}

function numbers(more: Readonly<Record<string, bigint>>) {
  return kernelNumbers({
    release,
    symbols: { init_uts_ns: image + 0x1000n, swapper_pg_dir: image + 0x4_0000n },
    numbers: {
      phys_ram_base: 0x8000_0000n,
      KERNEL_LINK_ADDR: image,
      PAGE_OFFSET: 0xff60_0000_0000_0000n,
      ...more,
    },
  });
}

describe('riscv64', () => {
  for (const addressBits of [39, 48, 57] as const) {
    it(`reads page tables of ${addressBits} bits, whatever VMCOREINFO says of them`, () => {
      const { memory, tables } = bootedKernel(addressBits);
      const place = virtualAddress(-(1n << BigInt(addressBits - 1)) + 0x20_0000n);
      tables.map(place, 0x8a00_0000n, 'PMD');
      for (const said of [39n, 48n, 57n]) {
        const vmcoreinfo = numbers({ VA_BITS: said, va_kernel_pa_offset: image - imagePhysical });
        const translator = createTranslator({ machine: machine('riscv64'), memory, notes: [], vmcoreinfo });
        assert.deepEqual([translator.problems, translator.levels], [[], (addressBits - 12) / 9]);
        const found = translator.translate(virtualAddress(place + 0x1_2345n));
        assert.deepEqual(found, {
          ...{ kind: 'mapped', physical: 0x8a01_2345n, pageSizeBytes: 2 ** 21 },
        });
      }
    });
  }

  it('finds where the kernel was loaded where VMCOREINFO does not say it yet (before 6.5)', () => {
    const { memory } = bootedKernel(48);
    const vmcoreinfo = numbers({ VA_BITS: 48n });
    const translator = createTranslator({ machine: machine('riscv64'), memory, notes: [], vmcoreinfo });
    assert.deepEqual(translator.problems, []);
    assert.equal(translator.kernelRoot, root);
  });

  it('reads pages of 64 KiB that sixteen entries stand for (Svnapot)', () => {
    const { memory, tables } = bootedKernel(48);
    const place = virtualAddress(-(1n << 47n));
    // The lowest bits of the page number say how many pages it stands for.
    const entry = (1n << 63n) | entries.page(0x8b00_8000n, 'PTE');
    for (let page = 0n; page < 16n; page++) {
      memory.write64(tables.map(place + page * 0x1000n, 0n), entry);
    }
    const vmcoreinfo = numbers({ VA_BITS: 48n, va_kernel_pa_offset: image - imagePhysical });
    const translator = createTranslator({ machine: machine('riscv64'), memory, notes: [], vmcoreinfo });
    assert.deepEqual(translator.translate(virtualAddress(place + 0x5_678n)), {
      ...{ kind: 'mapped', physical: 0x8b00_5678n, pageSizeBytes: 65536 },
    });
  });

  it('computes addresses where the tables are missing', () => {
    const memory = new FakeMemory();
    writeUtsNamespace(memory, physicalAddress(imagePhysical + 0x1000n), release);
    const vmcoreinfo = numbers({ VA_BITS: 57n, va_kernel_pa_offset: image - imagePhysical });
    const translator = createTranslator({ machine: machine('riscv64'), memory, notes: [], vmcoreinfo });
    assert.equal(translator.problems[0]?.code, 'page-tables-incomplete');
    const linear = translator.translate(virtualAddress(0xff60_0000_0020_0123n));
    assert.equal(linear.kind === 'mapped' && linear.physical, 0x8020_0123n);
    const text = new Uint8Array(8);
    assert.deepEqual(new VirtualMemory(translator, memory).read(virtualAddress(image + 0x1000n), text), []);
    assert.equal(translator.translate(virtualAddress(0xff20_0000_0000_0000n)).kind, 'fault');
  });
});
