import assert from 'node:assert/strict';
import fc from 'fast-check';
import { physicalAddress, virtualAddress } from '../../../../core/base/address';
import { createTranslator } from '../../../../core/arch/architectures';
import type { Translator } from '../../../../core/arch/architecture';
import { arm64PageTables } from '../../../../core/arch/arm64';
import { VirtualMemory } from '../../../../core/arch/virtualMemory';
import { kernelNumbers, machine, writeUtsNamespace } from '../../../support/fakeKernel';
import { FakeMemory } from '../../../support/fakeMemory';
import { PageTableBuilder, type EntryEncoder } from '../../../support/pageTables';

interface Build {
  readonly pageSizeBytes: number;
  /** What the kernel uses at run time. */
  readonly virtualBits: number;
  /** What it was built for. */
  readonly builtBits?: number;
  readonly levels: number;
}

const builds: readonly Build[] = [
  { pageSizeBytes: 4096, virtualBits: 39, levels: 3 },
  { pageSizeBytes: 4096, virtualBits: 48, levels: 4 },
  { pageSizeBytes: 4096, virtualBits: 48, builtBits: 52, levels: 4 },
  { pageSizeBytes: 4096, virtualBits: 52, levels: 5 },
  { pageSizeBytes: 16384, virtualBits: 36, levels: 2 },
  { pageSizeBytes: 16384, virtualBits: 47, levels: 3 },
  { pageSizeBytes: 16384, virtualBits: 48, levels: 4 },
  { pageSizeBytes: 16384, virtualBits: 52, levels: 4 },
  { pageSizeBytes: 65536, virtualBits: 42, levels: 2 },
  { pageSizeBytes: 65536, virtualBits: 48, levels: 3 },
  { pageSizeBytes: 65536, virtualBits: 52, levels: 3 },
];

const ramStart = 0x4000_0000n;
const imagePhysical = ramStart + 0x120_0000n;
const imageSizeBytes = 0x8_0000n;
const release = '6.12.0-arm64';

const named = ({ pageSizeBytes, virtualBits, builtBits }: Build): string =>
  `${pageSizeBytes / 1024} KiB pages, ${virtualBits} bits` + (builtBits ? ` of ${builtBits}` : '');

/** As pte_phys_addr of Linux puts an address into a descriptor. */
function arm64Entries(build: Build): EntryEncoder {
  const encode = (address: bigint): bigint => {
    if (build.pageSizeBytes === 65536) return (address & 0xffff_ffff_ffffn) | ((address >> 48n) << 12n);
    if (build.virtualBits === 52) return (address & 0x3_ffff_ffff_ffffn) | ((address >> 50n) << 8n);
    return address | 0x300n;
  };
  return {
    table: (address) => encode(address) | 3n,
    page: (address, level) => encode(address) | 0x0060_0000_0000_0400n | (level === 'PTE' ? 3n : 1n),
  };
}

function bootedKernel(build: Build) {
  const memory = new FakeMemory();
  const { pageSizeBytes, virtualBits } = build;
  const image = -(1n << BigInt(Math.min(virtualBits, 48) - 1)) + 0x8000_0000n;
  const imageStart = virtualAddress(image);
  const root = imagePhysical + 0x4_0000n;
  const tables = new PageTableBuilder(
    memory,
    arm64PageTables(pageSizeBytes, virtualBits),
    arm64Entries(build),
    root,
    ramStart + 0x400_0000n,
    BigInt(pageSizeBytes),
  );
  for (let offset = 0n; offset < imageSizeBytes; offset += BigInt(pageSizeBytes)) {
    tables.map(imageStart + offset, imagePhysical + offset);
  }
  writeUtsNamespace(memory, imagePhysical + 0x1000n, release);
  const symbols = {
    _stext: imageStart,
    init_uts_ns: imageStart + 0x1000n,
    swapper_pg_dir: imageStart + 0x4_0000n,
  };
  const numbers: Record<string, bigint> = {
    VA_BITS: BigInt(build.builtBits ?? virtualBits),
    TCR_EL1_T1SZ: 64n - BigInt(virtualBits),
    kimage_voffset: imageStart - imagePhysical,
    PHYS_OFFSET: ramStart,
    KERNELPACMASK: 0x00ff_0000_0000_0000n,
  };
  const translator = (wrong: Record<string, bigint> = {}, machineName = 'aarch64') =>
    createTranslator({
      machine: machine(machineName),
      memory,
      notes: [],
      vmcoreinfo: kernelNumbers({
        release,
        symbols,
        numbers: { ...numbers, ...wrong },
        pageSizeBytes,
      }),
    });
  return { memory, tables, symbols, imageStart, translator, root };
}

const summary = ({ levels, pageSizeBytes, problems }: Translator) => ({ levels, pageSizeBytes, problems });

describe('arm64 address translation', () => {
  for (const build of builds) {
    const expected = { levels: build.levels, pageSizeBytes: build.pageSizeBytes, problems: [] };

    it(`reads a kernel with ${named(build)}`, () => {
      assert.deepEqual(summary(bootedKernel(build).translator()), expected);
    });

    it(`finds ${named(build)} when the numbers lie`, () => {
      const kernel = bootedKernel(build);
      const lies = { VA_BITS: 0n, TCR_EL1_T1SZ: 3n };
      assert.equal(summary(kernel.translator(lies)).levels, build.levels);
      assert.deepEqual(kernel.translator(lies).problems, []);
    });

    it(`translates any page and any block with ${named(build)}`, () => {
      const kernel = bootedKernel(build);
      const format = arm64PageTables(build.pageSizeBytes, build.virtualBits);
      const blockLevels = format.levels.filter(
        ({ shift }) =>
          format.decode(1n, { name: '', shift, indexBits: 0 }, false).kind === 'page' &&
          shift > Math.log2(build.pageSizeBytes),
      );
      assert.ok(blockLevels.length >= 1);
      const lowest = -(1n << BigInt(build.virtualBits));
      const wide = build.virtualBits === 52 || build.pageSizeBytes === 65536;
      const physicalBits = wide ? 52n : 48n;
      fc.assert(
        fc.property(
          fc.constantFrom(...blockLevels, format.levels.at(-1)!),
          fc.bigInt(0n, 1n << 60n),
          (level, any) => {
            const size = 1n << BigInt(level.shift);
            const fresh = bootedKernel(build);
            const physical = (any % (1n << physicalBits)) & -size;
            const page = virtualAddress(lowest + ((any % (1n << 35n)) & -size));
            fresh.tables.map(page, physical, level.name);
            const translation = fresh.translator().translate(virtualAddress(page + (any % size)));
            assert.deepEqual(translation, {
              kind: 'mapped',
              physical: physical + (any % size),
              pageSizeBytes: Number(size),
            });
          },
        ),
        { numRuns: 20 },
      );
      assert.equal(kernel.translator().translate(virtualAddress(lowest)).kind, 'fault');
    });
  }

  it('keeps the 52-bit shape of 64 KiB tables on a cpu with 48 bits', () => {
    const kernel = bootedKernel({ pageSizeBytes: 65536, virtualBits: 52, levels: 3 });
    const translator = kernel.translator({ TCR_EL1_T1SZ: 16n });
    assert.deepEqual(translator.problems, []);
    assert.equal(translator.translate(kernel.imageStart).kind, 'mapped');
  });

  it('does not look up a process address in the kernel tables', () => {
    const kernel = bootedKernel(builds[1]!);
    const kernelPage = virtualAddress(-(1n << 48n));
    kernel.tables.map(kernelPage, ramStart);
    const translator = kernel.translator();
    assert.equal(translator.translate(kernelPage).kind, 'mapped');
    assert.deepEqual(translator.translate(virtualAddress(0n)), {
      kind: 'fault',
      reason: 'not-present',
      coversSizeBytes: 2 ** 63,
    });
  });

  it("goes to the process's tables for the lower half, to the kernel's for the upper", () => {
    const build = builds[1]!;
    const kernel = bootedKernel(build);
    const processRoot = ramStart + 0x600_0000n;
    const format = arm64PageTables(build.pageSizeBytes, build.virtualBits);
    new PageTableBuilder(kernel.memory, format, arm64Entries(build), processRoot, processRoot + 0x1000n).map(
      0x40_0000n,
      0x7_8000n,
    );
    const process = new VirtualMemory(kernel.translator(), kernel.memory).withRoot(
      physicalAddress(processRoot),
    );
    const physicalOf = (address: bigint) => {
      const translation = process.translate(virtualAddress(address));
      return translation.kind === 'mapped' ? translation.physical : undefined;
    };
    assert.equal(physicalOf(0x40_0123n), 0x7_8123n);
    assert.equal(physicalOf(kernel.imageStart), imagePhysical);
  });

  it('strips signatures and tags from pointers', () => {
    const translator = bootedKernel(builds[1]!).translator();
    assert.equal(translator.stripPointer(0xf4a1_8000_1234_5678n), 0xffff_8000_1234_5678n);
    assert.equal(translator.stripPointer(0xb400_0000_1234_5678n), 0x0000_0000_1234_5678n);
  });

  it('computes image and linear-map addresses when tables are missing', () => {
    const kernel = bootedKernel(builds[1]!);
    kernel.memory.remove(kernel.root, 'excluded');
    const translator = kernel.translator();
    assert.deepEqual(
      translator.problems.map(({ code }) => code),
      ['page-tables-incomplete'],
    );
    const physicalOf = (address: bigint) => {
      const translation = translator.translate(virtualAddress(address));
      return translation.kind === 'mapped' ? translation.physical : translation.absence;
    };
    assert.equal(physicalOf(kernel.imageStart + 0x123n), imagePhysical + 0x123n);
    assert.equal(physicalOf(0xffff_0000_0200_0456n), ramStart + 0x200_0456n);
    assert.equal(physicalOf(kernel.imageStart + (1n << 40n)), 'excluded');
  });

  it('says what is missing when nothing leads to the tables', () => {
    const vmcoreinfo = kernelNumbers({ release, symbols: { swapper_pg_dir: 1n } });
    const context = { machine: machine('aarch64'), memory: new FakeMemory(), notes: [], vmcoreinfo };
    assert.throws(() => createTranslator(context), {
      code: 'page-tables-not-found',
      message: /kimage_voffset/,
    });
  });
});

describe('arm64 descriptors', () => {
  it('refuse a block where the processor does', () => {
    const format = arm64PageTables(4096, 48);
    const [pgd, pud, pmd, pte] = format.levels;
    assert.equal(format.decode(1n, pgd!, false).kind, 'malformed-entry');
    assert.equal(format.decode(1n, pud!, false).kind, 'page');
    assert.equal(format.decode(1n, pmd!, false).kind, 'page');
    assert.equal(format.decode(1n, pte!, true).kind, 'malformed-entry');
    assert.equal(format.decode(2n, pte!, true).kind, 'not-present');
  });
});

describe('other architectures', () => {
  it('are tried where the dump does not name its machine', () => {
    const kernel = bootedKernel(builds[1]!);
    assert.equal(kernel.translator({}, 'Unknown').levels, 4);
    kernel.memory.remove(kernel.root, 'truncated');
    assert.throws(() => kernel.translator({}, 'Unknown'), { code: 'unsupported-architecture' });
  });

  it('are named, with what can be read all the same', () => {
    const context = {
      machine: machine('sparc64'),
      memory: new FakeMemory(),
      notes: [],
      vmcoreinfo: kernelNumbers({}),
    };
    assert.throws(() => createTranslator(context), {
      code: 'unsupported-architecture',
      message: /sparc64.*x86-64, arm64 and riscv64/,
      nextStep: /--phys/,
    });
  });
});
