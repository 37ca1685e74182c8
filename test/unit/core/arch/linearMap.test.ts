import assert from 'node:assert/strict';
import { physicalAddress, virtualAddress } from '../../../../core/base/address';
import { createTranslator } from '../../../../core/arch/architectures';
import type { Translator } from '../../../../core/arch/architecture';
import { VirtualMemory } from '../../../../core/arch/virtualMemory';
import type { LinearRange } from '../../../../core/dump/linearRange';
import { kernelNumbers, machine, writeUtsNamespace } from '../../../support/fakeKernel';
import { FakeMemory } from '../../../support/fakeMemory';

const release = '6.12.0-other';
const utsPhysical = 0x24_5000n;

interface Booted {
  readonly machineName: string;
  /** Of init_uts_ns. */
  readonly uts: bigint;
  readonly texts?: Record<string, string>;
  readonly declaredRanges?: readonly LinearRange[];
  readonly pageSizeBytes?: number | undefined;
}

function booted({ machineName, uts, texts, declaredRanges, pageSizeBytes }: Booted) {
  const memory = new FakeMemory();
  memory.write(0x1000n, Uint8Array.of(1));
  memory.write(0x2000n, Uint8Array.of(2));
  writeUtsNamespace(memory, physicalAddress(utsPhysical), release);
  const vmcoreinfo = kernelNumbers({ release, symbols: { init_uts_ns: uts }, texts, pageSizeBytes });
  const translator = createTranslator({
    ...{ machine: machine(machineName), memory, notes: [], vmcoreinfo, declaredRanges },
  });
  return { memory, translator };
}

const codes = ({ problems }: Translator): readonly string[] => problems.map(({ code }) => code);

function whereTo(translator: Translator, address: bigint): bigint | undefined {
  const found = translator.translate(virtualAddress(address));
  return found.kind === 'mapped' ? found.physical : undefined;
}

describe('linear maps of machines whose page tables are not read', () => {
  for (const [machineName, start, outside] of [
    ['ppc64le', 0xc000_0000_0000_0000n, 0xc008_0000_0000_0000n],
    ['ppc64', 0xc000_0000_0000_0000n, 0xbfff_ffff_ffff_ffffn],
    ['loongarch64', 0x9000_0000_0000_0000n, 0xffff_8000_0000_0000n],
    ['loongarch64', 0x8000_0000_0000_0000n, 0x8001_0000_0000_0000n],
    ['mips64', 0xffff_ffff_8000_0000n, 0xffff_ffff_c000_0000n],
    ['mips64', 0x9800_0000_0000_0000n, 0xc000_0000_0000_0000n],
    ['mips', 0x8000_0000n, 0xc000_0000n],
  ] as const)
    it(`lead from ${start.toString(16)} of ${machineName} to the start of memory, and nowhere from outside`, () => {
      const { translator } = booted({ machineName, uts: start + utsPhysical });
      assert.deepEqual(codes(translator), ['page-tables-not-read']);
      assert.equal(translator.levels, 0);
      assert.equal(whereTo(translator, start + 0x12_3456n), 0x12_3456n);
      assert.equal(whereTo(translator, outside), undefined);
    });

  it('are the addresses themselves on s390x up to 6.9, but for what each cpu has of its own', () => {
    const { translator } = booted({ machineName: 's390x', uts: utsPhysical });
    assert.deepEqual(codes(translator), ['page-tables-not-read']);
    assert.equal(whereTo(translator, utsPhysical), utsPhysical);
    assert.equal(whereTo(translator, 0x2000n), 0x2000n);
    assert.equal(whereTo(translator, 0x1000n), undefined);
    assert.equal(whereTo(translator, 0x3_0000_0000n), undefined);
  });

  it('are where VMCOREINFO says on s390x since 6.10', () => {
    const [identity, image] = [0x20_0000_0000n, 0x3ff_e000_0000n];
    const texts = { IDENTITYBASE: '2000000000', KERNELOFFSET: '3ffe0000000', KERNELOFFPHYS: '200000' };
    const { translator } = booted({ machineName: 's390x', uts: image + utsPhysical - 0x20_0000n, texts });
    assert.deepEqual(codes(translator), ['page-tables-not-read']);
    assert.equal(whereTo(translator, identity + utsPhysical), utsPhysical);
    assert.equal(whereTo(translator, identity + 0x1000n), undefined);
    assert.equal(whereTo(translator, utsPhysical), undefined);
    const lying = booted({ machineName: 's390x', uts: utsPhysical, texts: { IDENTITYBASE: 'vast' } });
    assert.equal(whereTo(lying.translator, utsPhysical), utsPhysical);
  });

  it('are what the dump declares on other machines, in whole pages', () => {
    const declaredRanges = [{ start: 0xc000_0800n, end: 0xc080_0800n, physical: 0x800n }];
    const { translator } = booted({ machineName: 'armv7l', uts: 0xc000_0000n + utsPhysical, declaredRanges });
    assert.deepEqual(codes(translator), ['page-tables-not-read']);
    assert.equal(whereTo(translator, 0xc000_1000n), 0x1000n);
    for (const outside of [0xc000_0fffn, 0xc080_0000n, 0x1000n])
      assert.equal(whereTo(translator, outside), undefined, outside.toString(16));
  });

  it('are asked of the machine before the file', () => {
    const start = 0xc000_0000_0000_0000n;
    const declaredRanges = [{ start, end: start + 0x10_0000n, physical: 0x9000_0000n }];
    const { translator } = booted({ machineName: 'ppc64le', uts: start + utsPhysical, declaredRanges });
    assert.equal(whereTo(translator, start + 0x1000n), 0x1000n);
  });

  it('are doubted where the release of the kernel does not read back', () => {
    const { translator } = booted({ machineName: 'ppc64le', uts: 0xc000_0000_0000_3000n });
    assert.deepEqual(codes(translator), ['page-tables-not-read', 'translation-not-verified']);
  });

  it('are absent of i386 and arm where nothing says where they are: that is an error with what to do', () => {
    for (const machineName of ['i686', 'armv7l', 'constructor'])
      assert.throws(() => booted({ machineName, uts: utsPhysical }), {
        code: 'unsupported-architecture',
        message: new RegExp(machineName),
        nextStep: /--phys.*\/proc\/vmcore/,
      });
  });

  it('say of every other address that it was not translated, and why, in one step', () => {
    const start = 0xc000_0000_0000_0000n;
    const { memory, translator } = booted({ machineName: 'ppc64le', uts: start + utsPhysical });
    const virtual = new VirtualMemory(translator, memory);
    const bytes = new Uint8Array(0x2000);
    assert.deepEqual(virtual.read(virtualAddress(start - 0x1000n), bytes), [
      {
        ...{ offset: 0, sizeBytes: 0x1000, reason: 'not-translatable' },
        detail: 'Page tables of this machine are not read, and the address is outside of its linear map.',
      },
      { offset: 0x1000, sizeBytes: 0x1000, reason: 'not-in-dump' },
    ]);
    const fault = translator.translate(virtualAddress(0x1234n));
    assert.deepEqual(fault, { kind: 'fault', reason: 'not-translatable', coversSizeBytes: 2 ** 63 });
    const process = new VirtualMemory(translator, memory, physicalAddress(0x2000n));
    assert.deepEqual(
      process.read(virtualAddress(0x1_0000n), new Uint8Array(8)).map(({ reason }) => reason),
      ['not-translatable'],
    );
  });

  it('have pages of the size that VMCOREINFO says, where that is one', () => {
    const uts = 0xc000_0000_0000_0000n + utsPhysical;
    for (const [said, found] of [
      [65536, 65536],
      [undefined, 4096],
      [12345, 4096],
      [0, 4096],
    ] as const)
      assert.equal(
        booted({ machineName: 'ppc64le', uts, pageSizeBytes: said }).translator.pageSizeBytes,
        found,
      );
  });
});
