import assert from 'node:assert/strict';
import fc from 'fast-check';
import { physicalAddress, virtualAddress } from '../../../../core/base/address';
import { createTranslator } from '../../../../core/arch/architectures';
import { isCanonical } from '../../../../core/arch/pageTableWalk';
import { x86PageTables } from '../../../../core/arch/x86_64';
import { VirtualMemory } from '../../../../core/arch/virtualMemory';
import type { WalkStep } from '../../../../core/arch/translation';
import { kernelNumbers, machine, qemuCpuNote, writeUtsNamespace } from '../../../support/fakeKernel';
import { FakeMemory } from '../../../support/fakeMemory';
import { PageTableBuilder, type EntryEncoder } from '../../../support/pageTables';

const startKernelMap = 0xffff_ffff_8000_0000n;
const kaslrOffset = 0x1240_0000n;
const physicalBase = 0x2a00_0000n;
const imageOffset = 0x0280_0000n;
const utsAddress = startKernelMap + kaslrOffset + imageOffset;
const topTable = startKernelMap + kaslrOffset + 0x0260_a000n;
const directMap = 0xff11_2340_0000_0000n;

const physicalOf = (address: bigint): bigint => address - startKernelMap + physicalBase;

function x86Entries(encryptionMask = 0n): EntryEncoder {
  return {
    table: (address) => address | encryptionMask | 0x067n,
    page: (address, level) => address | encryptionMask | (level === 'PTE' ? 0x163n : 0x1e3n) | (1n << 63n),
  };
}

interface Machine {
  readonly memory: FakeMemory;
  readonly tables: PageTableBuilder;
}

/** A kernel whose image is mapped with 2 MiB pages, as a real one is. */
function bootedMachine(levelCount: 4 | 5, encryptionMask = 0n, root = physicalOf(topTable)): Machine {
  const memory = new FakeMemory();
  const format = x86PageTables(levelCount, encryptionMask);
  const tables = new PageTableBuilder(memory, format, x86Entries(encryptionMask), root, 0x100_0000n);
  for (let offset = 0n; offset < 0x400_0000n; offset += 0x20_0000n) {
    const address = startKernelMap + kaslrOffset + offset;
    tables.map(address, physicalOf(address), 'PMD');
  }
  writeUtsNamespace(memory, physicalOf(utsAddress), '6.1.0-44-cloud-amd64');
  return { memory, tables };
}

const symbols = { init_uts_ns: utsAddress, init_top_pgt: topTable };
const usual = { symbols, release: '6.1.0-44-cloud-amd64' };

function translatorFor(memory: FakeMemory, numbers: Record<string, bigint>, notes = [] as never[]) {
  return createTranslator({
    machine: machine('x86_64'),
    memory,
    notes,
    vmcoreinfo: kernelNumbers({ ...usual, numbers: { phys_base: physicalBase, ...numbers } }),
  });
}

describe('x86-64 address translation', () => {
  it('walks 4 levels on a kernel that does not say how many it has', () => {
    const { memory } = bootedMachine(4);
    const translator = translatorFor(memory, {});
    assert.equal(translator.levels, 4);
    assert.deepEqual(translator.problems, []);
    const steps: WalkStep[] = [];
    assert.deepEqual(translator.translate(virtualAddress(utsAddress + 5n), undefined, steps), {
      kind: 'mapped',
      physical: physicalOf(utsAddress + 5n),
      pageSizeBytes: 0x20_0000,
    });
    assert.deepEqual(
      steps.map(({ level }) => level),
      ['PGD', 'PUD', 'PMD'],
    );
    assert.equal(steps[0]?.entryAddress, physicalOf(topTable) + 511n * 8n);
  });

  for (const levelCount of [4, 5] as const) {
    it(`finds ${levelCount} levels whatever VMCOREINFO says`, () => {
      for (const said of [0n, 1n, 77n]) {
        const translator = translatorFor(bootedMachine(levelCount).memory, { pgtable_l5_enabled: said });
        assert.equal(translator.levels, levelCount);
        assert.deepEqual(translator.problems, []);
      }
    });

    it(`translates every page size of ${levelCount} levels`, () => {
      const { memory, tables } = bootedMachine(levelCount);
      const base = levelCount === 5 ? directMap : 0xffff_8880_0000_0000n;
      tables.map(base, 0x8000_0000n, 'PUD');
      tables.map(base + 0x4000_0000n, 0xc020_0000n, 'PMD');
      tables.map(base + 0x8000_0000n, 0x1_2345_6000n, 'PTE');
      const translator = translatorFor(memory, { pgtable_l5_enabled: levelCount === 5 ? 1n : 0n });
      const physical = (offset: bigint) => {
        const translation = translator.translate(virtualAddress(base + offset));
        assert.equal(translation.kind, 'mapped');
        return [translation.physical, translation.pageSizeBytes];
      };
      assert.deepEqual(physical(0x3fff_ffffn), [0xbfff_ffffn, 2 ** 30]);
      assert.deepEqual(physical(0x401f_ffffn), [0xc03f_ffffn, 2 ** 21]);
      assert.deepEqual(physical(0x8000_0fffn), [0x1_2345_6fffn, 4096]);
    });
  }

  it('clears the encryption bit, said or not said', () => {
    const mask = 1n << 51n;
    const { memory } = bootedMachine(4, mask);
    for (const numbers of [{ sme_mask: BigInt.asIntN(64, mask) }, { sme_mask: 0n }, {}]) {
      const translator = translatorFor(memory, numbers);
      assert.equal(translator.memoryEncryptionMask, mask);
      assert.deepEqual(translator.problems, []);
    }
  });

  it('does not use an encryption mask that the page tables do not', () => {
    const { memory } = bootedMachine(4);
    assert.equal(translatorFor(memory, { sme_mask: 0x2000_0000n }).memoryEncryptionMask, 0n);
  });

  it('finds the load address of kernels that give only the address of phys_base', () => {
    const { memory } = bootedMachine(4);
    const variable = utsAddress + 0x1000n;
    memory.write64(physicalOf(variable), physicalBase);
    const vmcoreinfo = kernelNumbers({
      ...usual,
      symbols: { init_uts_ns: utsAddress, init_level4_pgt: topTable, phys_base: variable },
    });
    const translator = createTranslator({ machine: machine('x86_64'), memory, notes: [], vmcoreinfo });
    assert.equal(translator.kernelRoot, physicalOf(topTable));
    assert.deepEqual(translator.problems, []);
  });

  it('prefers a load address that verifies to one that does not', () => {
    const { memory } = bootedMachine(4);
    const translator = createTranslator({
      machine: machine('x86_64'),
      memory,
      notes: [],
      physicalBase,
      vmcoreinfo: kernelNumbers({ ...usual, numbers: { phys_base: 0x1000n } }),
    });
    assert.equal(translator.kernelRoot, physicalOf(topTable));
  });

  it("starts from a cpu's CR3 when VMCOREINFO names no table", () => {
    const { memory } = bootedMachine(5, 0n, 0x40_2000n);
    const context = {
      machine: machine('x86_64'),
      memory,
      vmcoreinfo: kernelNumbers({ ...usual, symbols: { init_uts_ns: utsAddress } }),
    };
    const inUser = qemuCpuNote({ rip: 0x40_0000n, cr3: 0x40_3001n, cr4: 1n << 12n });
    const translator = createTranslator({ ...context, notes: [inUser] });
    assert.equal(translator.kernelRoot, 0x40_2000n);
    assert.equal(translator.levels, 5);
    assert.deepEqual(translator.problems, []);
  });

  it('says so when the release does not read back', () => {
    const { memory } = bootedMachine(4);
    const vmcoreinfo = kernelNumbers({ ...usual, release: '5.0.0', numbers: { phys_base: physicalBase } });
    const translator = createTranslator({ machine: machine('x86_64'), memory, notes: [], vmcoreinfo });
    assert.deepEqual(
      translator.problems.map(({ code }) => code),
      ['translation-not-verified'],
    );
  });

  it('computes addresses of the kernel image when its page tables are missing', () => {
    const { memory, tables } = bootedMachine(4);
    tables.map(0xffff_8880_0000_0000n, 0n, 'PTE');
    memory.remove(physicalOf(topTable), 'truncated');
    const translator = translatorFor(memory, {});
    assert.deepEqual(
      translator.problems.map(({ code }) => code),
      ['page-tables-incomplete'],
    );
    const release = new Uint8Array(5);
    const kernel = new VirtualMemory(translator, memory);
    assert.deepEqual(kernel.read(virtualAddress(utsAddress + 134n), release), []);
    assert.equal(Buffer.from(release).toString(), '6.1.0');
    const [gap] = kernel.read(virtualAddress(0xffff_8880_0000_0000n), release);
    assert.equal(gap?.reason, 'truncated');
    assert.match(gap.detail!, /page table \(PGD\)/);
  });

  it('refuses a dump that leads to no page table', () => {
    const vmcoreinfo = kernelNumbers({ release: '6.1.0' });
    assert.throws(
      () => createTranslator({ machine: machine('x86_64'), memory: new FakeMemory(), notes: [], vmcoreinfo }),
      { code: 'page-tables-not-found' },
    );
  });
});

describe('x86-64 page-table entries', () => {
  const format = x86PageTables(4);
  const [pgd, , pmd, pte] = format.levels;

  it('refuses a page at a level that has none', () => {
    assert.deepEqual(format.decode(0x80n | 1n, pgd!, false), { kind: 'malformed-entry' });
  });

  it('ignores the PAT bit of large pages and the software bits', () => {
    const entry = 0x8ff0_0000_4020_1e81n;
    assert.deepEqual(format.decode(entry | 1n, pmd!, false), { kind: 'page', address: 0x4020_0000n });
  });

  it('reads inaccessible pages, inverted against L1TF or not', () => {
    const address = 0x1_2345_6000n;
    const inverted = (~address & 0x000f_ffff_ffff_f000n) | 0x100n;
    assert.deepEqual(format.decode(inverted, pte!, true), { kind: 'page', address });
    assert.deepEqual(format.decode(address | 0x100n, pte!, true), { kind: 'page', address });
    assert.deepEqual(format.decode(address, pte!, true), { kind: 'not-present' });
  });

  it('decodes any entry at any level to an address inside physical memory', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 64n) - 1n), fc.nat(3), (entry, depth) => {
        const decoded = format.decode(entry, format.levels[depth]!, depth === 3);
        if (!('address' in decoded)) return;
        assert.ok(decoded.address >= 0n && decoded.address < 1n << 52n);
      }),
    );
  });

  it('calls an address canonical by its upper bits', () => {
    for (const [address, four, five] of [
      [0x7fff_ffff_ffffn, true, true],
      [0x8000_0000_0000n, false, true],
      [0xffff_7fff_ffff_ffffn, false, true],
      [0xff00_0000_0000_0000n, false, true],
      [0xfeff_ffff_ffff_ffffn, false, false],
      [0x0100_0000_0000_0000n, false, false],
      [0xffff_8000_0000_0000n, true, true],
    ] as const) {
      assert.equal(isCanonical(x86PageTables(4), address), four);
      assert.equal(isCanonical(x86PageTables(5), address), five);
    }
  });
});

describe('hostile page tables', () => {
  it('end the walk when they point at themselves', () => {
    const memory = new FakeMemory();
    for (let index = 0n; index < 512n; index++) memory.write64(0x1000n + index * 8n, 0x1000n | 0x67n);
    const vmcoreinfo = kernelNumbers({ symbols: { init_top_pgt: startKernelMap + 0x1000n } });
    const translator = createTranslator({ machine: machine('x86_64'), memory, notes: [], vmcoreinfo });
    const steps: WalkStep[] = [];
    const translation = translator.translate(virtualAddress(0n), undefined, steps);
    assert.deepEqual(translation, { kind: 'mapped', physical: 0x1000n, pageSizeBytes: 4096 });
    assert.equal(steps.length, 4);
  });

  it('never throw, and take as many reads as there are levels', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(0n, (1n << 64n) - 1n), { minLength: 1, maxLength: 64 }),
        fc.bigInt(0n, (1n << 64n) - 1n),
        fc.constantFrom(4 as const, 5 as const),
        (entries, address, levelCount) => {
          const memory = new FakeMemory();
          for (let index = 0; index < 512; index++) {
            memory.write64(0x1000n + BigInt(index) * 8n, entries[index % entries.length]!);
          }
          const cpu = qemuCpuNote({ rip: 1n << 63n, cr3: 0x1000n, cr4: levelCount === 5 ? 1n << 12n : 0n });
          const translator = createTranslator({
            machine: machine('x86_64'),
            memory,
            notes: [cpu],
            vmcoreinfo: kernelNumbers({}),
          });
          memory.reads = 0;
          translator.translate(virtualAddress(address), physicalAddress(0x1000n));
          assert.ok(memory.reads <= levelCount);
        },
      ),
    );
  });
});
