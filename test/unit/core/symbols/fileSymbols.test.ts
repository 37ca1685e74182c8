import assert from 'node:assert/strict';
import fc from 'fast-check';
import { virtualAddress } from '../../../../core/base/address';
import { BytesSource } from '../../../../core/dump/bytesSource';
import { readElfSymbols } from '../../../../core/symbols/elfSymbols';
import { relocateSymbols, type Relocation } from '../../../../core/symbols/relocatedSymbols';
import { SortedSymbols } from '../../../../core/symbols/sortedSymbols';
import type { KernelSymbol, SymbolTable } from '../../../../core/symbols/symbolTable';
import { parseSystemMap } from '../../../../core/symbols/systemMap';
import { writeElfSymbols, type ElfSymbolSpec } from '../../../support/elfSymbolsWriter';

const linked = 0xffff_ffff_8100_0000n;

const specs: readonly ElfSymbolSpec[] = [
  { name: 'vmlinux.c', value: 0n, section: 'absolute', binding: 'local', type: 4 },
  { name: '', value: linked, section: 'text', binding: 'local', type: 3 },
  { name: 'imported', value: 0n, section: 'undefined' },
  { name: 'init_uts_ns', value: linked + 0x9000n, section: 'data' },
  { name: '_stext', value: linked, section: 'text' },
  { name: 'panic', value: linked + 0x100n, section: 'text' },
  { name: 'helper', value: linked + 0x180n, section: 'text', binding: 'local' },
  { name: 'helper', value: linked + 0x80n, section: 'text', binding: 'local' },
  { name: 'maybe', value: linked + 0x190n, section: 'text', binding: 'weak' },
  { name: 'linux_banner', value: linked + 0x8000n, section: 'rodata' },
  { name: 'counter', value: linked + 0xa000n, section: 'bss', binding: 'local' },
  { name: 'cpu_number', value: 0x1234n, section: 'absolute' },
];

const symbols = (): readonly KernelSymbol[] =>
  readElfSymbols(new BytesSource(writeElfSymbols(specs), 'vmlinux'));

function tableOf(found: Relocation): SymbolTable {
  assert.ok('table' in found, 'whyNot' in found ? found.whyNot : '');
  return found.table;
}

describe('symbols of a vmlinux', () => {
  it("have nm's letters, and are neither imports nor marks of files and sections", () => {
    assert.deepEqual(
      symbols().map(({ name, type }) => `${type} ${name}`),
      [
        'D init_uts_ns',
        'T _stext',
        'T panic',
        't helper',
        't helper',
        'W maybe',
        'R linux_banner',
        'b counter',
        'A cpu_number',
      ],
    );
  });

  it('are none in bytes that are no ELF file, and never fail', () => {
    const whole = writeElfSymbols(specs);
    assert.deepEqual(readElfSymbols(new BytesSource(Buffer.from('no ELF file'), 'text')), []);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(whole.length),
        (changes, sizeBytes) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          const found = readElfSymbols(new BytesSource(bytes.subarray(0, sizeBytes), 'vmlinux'));
          assert.ok(found.length <= bytes.length / 16);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('symbols of a System.map', () => {
  it('are its lines, without what is none', () => {
    const text = [
      '0000000000001234 A cpu_number',
      'ffffffff81000000 T _stext',
      'ffffffff81000100 t __pfx_foo.constprop.0',
      'ffffffff81000100',
      '# comment',
      'ffffffffffffffff B The real System.map is elsewhere',
    ].join('\n');
    assert.deepEqual(
      parseSystemMap(text).map(({ name, type, address }) => [name, type, address]),
      [
        ['cpu_number', 'A', 0x1234n],
        ['_stext', 'T', linked],
        ['__pfx_foo.constprop.0', 't', linked + 0x100n],
      ],
    );
  });
});

describe('symbols from a file', () => {
  const moved = 0x1580_0000n;
  const known =
    (told: Readonly<Record<string, bigint>>) =>
    (name: string): bigint | undefined =>
      told[name];

  it('are moved to where the kernel was loaded, but those of cpus', () => {
    const told = { _stext: linked + moved, init_uts_ns: linked + moved + 0x9000n };
    const table = tableOf(relocateSymbols(symbols(), known(told)));
    assert.equal(table.findByName('panic')?.address, linked + moved + 0x100n);
    assert.equal(table.findByName('cpu_number')?.address, 0x1234n);
    assert.equal(table.findByName('helper')?.address, linked + moved + 0x80n);
    assert.deepEqual(table.findByAddress(virtualAddress(linked + moved + 0x110n)), {
      name: 'panic',
      type: 'T',
      address: linked + moved + 0x100n,
      offset: 0x10n,
      sizeBytes: 0x80n,
    });
    assert.equal(table.findByAddress(virtualAddress(0x1240n)), undefined);
    assert.equal(table.findByAddress(virtualAddress(linked + moved + 0xb000n)), undefined);
    assert.equal(table.findByName('nothing'), undefined);
  });

  it('are refused with the reason when they are of another build, or cannot be placed', () => {
    const reasonFor = (told: Readonly<Record<string, bigint>>, from = symbols()): string => {
      const found = relocateSymbols(from, known(told));
      return 'whyNot' in found ? found.whyNot : 'taken';
    };
    assert.match(reasonFor({ _stext: linked, init_uts_ns: linked + 0x9040n }), /init_uts_ns is elsewhere/);
    assert.match(reasonFor({}), /VMCOREINFO does not tell _stext/);
    assert.match(reasonFor({ _stext: linked }, []), /no _stext among 0 symbols/);
    assert.equal(reasonFor({ _stext: linked }), 'taken');
  });

  it('are found by address as by looking at each', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 40 }), fc.nat(310), (places, asked) => {
        const list = places.map((place, index) => ({
          name: `s${index}`,
          type: 't',
          address: virtualAddress(linked + BigInt(place)),
        }));
        const address = virtualAddress(linked + BigInt(asked));
        const found = new SortedSymbols(list, linked).findByAddress(address);
        const start = Math.max(...places.filter((place) => place <= asked));
        const expected = list[places.indexOf(start)];
        const isBehindLast = asked > start && start === Math.max(...places);
        assert.equal(found?.name, isBehindLast ? undefined : expected?.name);
      }),
    );
  });
});
