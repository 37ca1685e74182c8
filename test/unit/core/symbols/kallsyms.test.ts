import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import { readKallsyms, searchKallsyms } from '../../../../core/symbols/kallsyms';
import type { SymbolTable } from '../../../../core/symbols/symbolTable';
import { kernelNumbers } from '../../../support/fakeKernel';
import { FakeMemory } from '../../../support/fakeMemory';
import { identityMapped } from '../../../support/identityTranslator';
import { writeKallsyms, type KallsymsBuild, type PlainSymbol } from '../../../support/kallsymsBuilder';

const text = 0xffff_ffff_8100_0000n;
const tablesAt = 0xffff_ffff_8200_0010n;

const stext: PlainSymbol = { name: '_stext', type: 'T', address: text };

/** Symbols in the order of addresses: `_stext`, and others from it on. */
function kernelSymbols(names: readonly string[], distances: readonly number[]): PlainSymbol[] {
  let address = text;
  const others = names.map((name, index) => {
    address += BigInt(distances[index % distances.length]!);
    return { name, type: index % 3 === 0 ? 'D' : 't', address };
  });
  return [stext, ...others];
}

const manySymbols = kernelSymbols(
  Array.from({ length: 1500 }, (_, index) => `__sys_task_${(index * 7919) % 1500}_init`),
  [16, 0, 128],
);

interface Kernel {
  readonly memory: FakeMemory;
  readonly symbols: Record<string, bigint>;
  readonly read: () => SymbolTable | undefined;
  /** As if VMCOREINFO did not say where the tables are. */
  readonly search: () => SymbolTable | undefined;
}

function kernelWith(build: KallsymsBuild, known = stext.address): Kernel {
  const memory = new FakeMemory();
  const symbols = { ...writeKallsyms(memory, tablesAt, build), _stext: known };
  const machine = {
    name: 'any',
    littleEndian: build.littleEndian ?? true,
    wordSizeBytes: build.wordSizeBytes ?? 8,
  };
  return {
    memory,
    symbols,
    read: () => readKallsyms(identityMapped(memory), kernelNumbers({ symbols }), machine),
    search: () => {
      const few = kernelNumbers({ symbols: { _stext: known } });
      return searchKallsyms(identityMapped(memory), few, machine);
    },
  };
}

function assertReads(table: SymbolTable | undefined, symbols: readonly PlainSymbol[]): void {
  assert.ok(table);
  assert.deepEqual([...table.symbols()], symbols);
  for (const [index, symbol] of symbols.entries()) {
    const expected = symbols.find(({ name }) => name === symbol.name);
    assert.deepEqual(table.findByName(symbol.name), expected);
    if (symbol.address < text) continue;
    const next = symbols.slice(index).find(({ address }) => address > symbol.address);
    const at = table.findByAddress(virtualAddress(symbol.address + (next ? 1n : 0n)));
    if (next && next.address === symbol.address + 1n) continue;
    assert.deepEqual(at, {
      ...symbols.find(({ address }) => address === symbol.address),
      offset: next ? 1n : 0n,
      ...(next && { sizeBytes: next.address - symbol.address }),
    });
  }
}

const builds: readonly Omit<KallsymsBuild, 'symbols'>[] = [
  { order: '6.0', encoding: 'absolute-percpu' },
  { order: '6.0', encoding: 'absolute' },
  { order: '6.1', encoding: 'absolute-percpu' },
  { order: '6.1', encoding: 'base-relative' },
  { order: '6.4', encoding: 'absolute' },
  { order: '6.4', encoding: 'absolute-percpu' },
  { order: '6.4', encoding: 'base-relative' },
  { order: '6.4', encoding: 'base-relative', littleEndian: false },
  { order: '7.0', encoding: 'place-relative' },
];

describe('kallsyms', () => {
  for (const build of builds) {
    const byteOrder = build.littleEndian === false ? ', big endian' : '';
    it(`reads the tables of ${build.order} with ${build.encoding} addresses${byteOrder}`, () => {
      assertReads(kernelWith({ ...build, symbols: manySymbols }).read(), manySymbols);
    });
  }

  it('reads a 32-bit kernel that cannot be moved', () => {
    const symbols = [
      { name: '_stext', type: 'T', address: 0xc010_0000n },
      { name: 'start_kernel', type: 'T', address: 0xc010_0040n },
      { name: '_end', type: 'B', address: 0xc0f0_0000n },
    ];
    const build = { symbols, order: '7.0', encoding: 'absolute-32', wordSizeBytes: 4 } as const;
    const table = kernelWith(build, 0xc010_0000n).read();
    assert.equal(table?.findByAddress(virtualAddress(0xc010_0044n))?.name, 'start_kernel');
    assert.equal(table.findByName('_end')?.address, 0xc0f0_0000n);
  });

  it('gives per-cpu symbols their small addresses, and no address to them', () => {
    const symbols = [{ name: 'current_task', type: 'A', address: 0x1fb80n }, ...manySymbols];
    const table = kernelWith({ symbols, order: '6.1', encoding: 'absolute-percpu' }).read();
    assertReads(table, symbols);
    assert.equal(table?.findByName('current_task')?.address, 0x1fb80n);
    assert.equal(table.findByAddress(virtualAddress(0x1fb88n)), undefined);
    assert.equal(table.findByAddress(virtualAddress(text - 1n)), undefined);
  });

  it('reads names of two hundred tokens', () => {
    const long = `_R${'NvMs'.repeat(100)}`;
    const symbols = kernelSymbols([long, 'after'], [64]);
    assertReads(kernelWith({ symbols, order: '6.4', encoding: 'base-relative' }).read(), symbols);
  });

  it('finds nothing under a name that is not there', () => {
    for (const order of ['6.0', '6.4'] as const) {
      const table = kernelWith({ symbols: manySymbols, order, encoding: 'base-relative' }).read();
      for (const name of ['', 'zzz', '__sys', '__sys_task_1500_init']) {
        assert.equal(table?.findByName(name), undefined);
      }
    }
  });

  it('is not there without the addresses in VMCOREINFO, or when _stext is elsewhere', () => {
    const build = { symbols: manySymbols, order: '6.4', encoding: 'base-relative' } as const;
    assert.equal(kernelWith(build, text + 4n).read(), undefined);
    for (const name of ['names', 'num_syms', 'token_table', 'token_index', 'offsets']) {
      const kernel = kernelWith(build);
      Reflect.deleteProperty(kernel.symbols, `kallsyms_${name}`);
      assert.equal(kernel.read(), undefined, name);
    }
  });

  it('touches less than half of its pages for a name', () => {
    const symbols = kernelSymbols(
      Array.from({ length: 20_000 }, (_, index) => `function_number_${index}`),
      [32],
    );
    const kernel = kernelWith({ symbols, order: '6.4', encoding: 'base-relative' });
    const table = kernel.read();
    table?.findByName('function_number_12345');
    assert.ok(kernel.memory.reads < 60, `${kernel.memory.reads} reads`);
  });

  it('reads any symbols', () => {
    const name = fc.stringMatching(/^[A-Za-z_.$][A-Za-z0-9_.$]{0,40}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { maxLength: 600 }),
        fc.array(fc.nat(200), { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...builds),
        (names, distances, build) => {
          const symbols = kernelSymbols(
            names.filter((each) => each !== '_stext'),
            distances,
          );
          assertReads(kernelWith({ ...build, symbols }).read(), symbols);
        },
      ),
      { numRuns: 40 },
    );
  });
});

const searchedBuilds: readonly Omit<KallsymsBuild, 'symbols'>[] = [
  ...(['4.6', '6.0'] as const).flatMap((order) =>
    (['absolute', 'base-relative', 'absolute-percpu'] as const).map((encoding) => ({ order, encoding })),
  ),
  { order: '4.6', encoding: 'absolute', littleEndian: false },
  { order: '6.0', encoding: 'base-relative', littleEndian: false },
  { order: '6.4', encoding: 'base-relative' },
  { order: '7.0', encoding: 'place-relative' },
];

describe('kallsyms that nothing leads to', () => {
  for (const build of searchedBuilds) {
    const byteOrder = build.littleEndian === false ? ', big endian' : '';
    it(`are found in the order of ${build.order} with ${build.encoding} addresses${byteOrder}`, () => {
      const kernel = kernelWith({ ...build, symbols: manySymbols });
      // The letters of some other table come first.
      const digits = Buffer.from('0\x001\x002\x003\x004\x005\x006\x007\x008\x009\0', 'latin1');
      kernel.memory.write(BigInt.asUintN(32, text) + 0x100n, digits);
      assertReads(kernel.search(), manySymbols);
    });
  }

  it('are found on a 32-bit machine', () => {
    const symbols = manySymbols.map((symbol) => ({ ...symbol, address: BigInt.asUintN(32, symbol.address) }));
    const build = { symbols, order: '4.6', encoding: 'absolute', wordSizeBytes: 4 } as const;
    const table = kernelWith(build, BigInt.asUintN(32, text)).search();
    assert.deepEqual(table && [...table.symbols()], symbols);
  });

  it('are not taken when their _stext is elsewhere, or a page of them is missing', () => {
    const build = { symbols: manySymbols, order: '6.0', encoding: 'base-relative' } as const;
    assert.equal(kernelWith(build, text + 4n).search(), undefined);
    for (const table of ['names', 'num_syms', 'token_table', 'token_index']) {
      const kernel = kernelWith(build);
      kernel.memory.remove(BigInt.asUintN(32, kernel.symbols[`kallsyms_${table}`] ?? 0n), 'excluded');
      assert.equal(kernel.search(), undefined, table);
    }
  });

  it('are the true ones or none after any change of any bytes', () => {
    const build = { symbols: manySymbols.slice(0, 600), order: '6.0', encoding: 'absolute-percpu' } as const;
    const change = fc.tuple(fc.nat(0x4000), fc.uint8Array({ minLength: 1, maxLength: 16 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const kernel = kernelWith(build);
        for (const [offset, bytes] of changes) {
          kernel.memory.write(BigInt.asUintN(32, tablesAt) + BigInt(offset), bytes);
        }
        const table = kernel.search();
        assert.ok(!table || table.count === build.symbols.length);
      }),
      { numRuns: 25 },
    );
  });
});

describe('damaged kallsyms', () => {
  it('keeps what can be read when a page of names is missing', () => {
    const kernel = kernelWith({ symbols: manySymbols, order: '6.4', encoding: 'base-relative' });
    kernel.memory.remove((kernel.symbols['kallsyms_names']! & 0xffff_ffffn) + 0x2000n, 'excluded');
    const table = kernel.read();
    assert.ok(table);
    const found = manySymbols.filter(({ name }) => table.findByName(name)?.name === name);
    assert.ok(found.length < manySymbols.length);
    assert.ok([...table.symbols()].length > 256);
    assert.deepEqual(table.findByName('_stext'), stext);
  });

  it('falls back on looking at each name when the sorted index is damaged', () => {
    const kernel = kernelWith({ symbols: manySymbols, order: '6.4', encoding: 'base-relative' });
    const sorted = kernel.symbols['kallsyms_relative_base']! + 8n;
    kernel.memory.write(sorted & 0xffff_ffffn, new Uint8Array(4500).fill(0xff));
    assertReads(kernel.read(), manySymbols);
  });

  it('survives any change of any bytes, with no symbol made up', () => {
    const build = { symbols: manySymbols.slice(0, 600), order: '6.4', encoding: 'base-relative' } as const;
    const change = fc.tuple(fc.nat(0x5000), fc.uint8Array({ minLength: 1, maxLength: 16 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const kernel = kernelWith(build);
        for (const [offset, bytes] of changes) {
          kernel.memory.write((tablesAt & 0xffff_ffffn) + BigInt(offset), bytes);
        }
        const table = kernel.read();
        if (!table) return;
        assert.ok(table.count <= 1 << 22);
        const listed = [...table.symbols()].length;
        assert.ok(listed <= table.count);
        for (const { name, address } of build.symbols.slice(0, 20)) {
          const found = table.findByName(name);
          assert.ok(!found || found.name === name);
          const at = table.findByAddress(virtualAddress(address));
          assert.ok(!at || at.address + at.offset === address);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a count that no kernel has', () => {
    const kernel = kernelWith({ symbols: manySymbols, order: '6.4', encoding: 'base-relative' });
    kernel.memory.write(kernel.symbols['kallsyms_num_syms']! & 0xffff_ffffn, new Uint8Array(4).fill(0xff));
    assert.equal(kernel.read(), undefined);
  });
});
