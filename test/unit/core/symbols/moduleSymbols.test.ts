import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import { ModuleSymbols } from '../../../../core/symbols/moduleSymbols';
import { FakeKernelMemory } from '../../../support/fakeKernelMemory';

const table = 0xffff_ffff_c000_0000n;
const names = 0xffff_ffff_c010_0000n;
const code = 0xffff_ffff_c020_0000n;
const initCode = 0xffff_ffff_c040_0000n;

interface Built {
  readonly name: string;
  readonly value: bigint;
  readonly section?: number;
}

function moduleSymbols(symbols: readonly Built[], memory = new FakeKernelMemory()): ModuleSymbols {
  const texts = Buffer.concat(symbols.map(({ name }) => Buffer.from(`${name}\0`)));
  const entries = Buffer.alloc(symbols.length * 24);
  let nameOffset = 0;
  for (const [index, { name, value, section = 1 }] of symbols.entries()) {
    entries.writeUInt32LE(nameOffset, index * 24);
    entries.writeUInt16LE(section, index * 24 + 6);
    entries.writeBigUInt64LE(value, index * 24 + 8);
    nameOffset += name.length + 1;
  }
  memory.add(table, entries);
  memory.add(names, texts);
  return new ModuleSymbols(memory, {
    table,
    count: symbols.length,
    names,
    codeEnds: [code + 0x1000n, initCode + 0x100n],
  });
}

const symbols: readonly Built[] = [
  { name: '', value: 0n, section: 0 },
  { name: '$x', value: code + 0x40n },
  { name: '$d', value: code + 0x38n },
  { name: 'printk', value: code + 0x50n, section: 0 },
  { name: 'second', value: code + 0x40n },
  { name: 'alias', value: code + 0x40n },
  { name: 'first', value: code },
  { name: 'start', value: initCode },
];

describe('symbols of a module', () => {
  const find = (address: bigint) => moduleSymbols(symbols).findByAddress(virtualAddress(address));

  it('are found as the kernel finds them: the first name of an address, no marks, no imports', () => {
    assert.deepEqual(find(code + 0x3fn), {
      name: 'first',
      address: code,
      type: 't',
      offset: 0x3fn,
      sizeBytes: 0x40n,
    });
    assert.equal(find(code + 0x60n)?.name, 'second');
    assert.equal(find(code - 1n), undefined);
  });

  it('reach up to the next name, or to the end of the code they are in', () => {
    assert.equal(find(code + 0x60n)?.sizeBytes, 0xfc0n);
    assert.equal(find(initCode + 4n)?.sizeBytes, 0x100n);
  });

  it('are those that the dump has', () => {
    const memory = new FakeKernelMemory();
    const found = moduleSymbols(symbols, memory);
    memory.remove(table + 7n * 24n, 24);
    assert.equal(found.findByAddress(virtualAddress(initCode + 4n))?.name, 'second');
    memory.remove(names, 100);
    assert.equal(found.findByAddress(virtualAddress(code)), undefined);
  });

  it('never fail, whatever the table says', () => {
    const symbol = fc.record({
      name: fc.constantFrom('', 'a', '.L1', '$d'),
      value: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    });
    fc.assert(
      fc.property(
        fc.array(symbol, { maxLength: 30 }),
        fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
        (built, address) => {
          const found = moduleSymbols(built).findByAddress(virtualAddress(address));
          const expected = built
            .filter(({ name, value }) => name === 'a' && value <= address)
            .reduce(
              (best: bigint | undefined, { value }) => (best === undefined || value > best ? value : best),
              undefined,
            );
          assert.equal(found?.address, expected);
        },
      ),
    );
  });
});
