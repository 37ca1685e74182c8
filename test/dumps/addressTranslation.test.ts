import assert from 'node:assert/strict';
import { findLinearTranslator } from '../../core/arch/linearTranslator';
import { virtualAddress } from '../../core/base/address';
import { mappedRegions, pseudoRandom, sampleAddresses } from '../support/kernelMappings';
import { openLabDump, type OpenLabDump } from '../support/openLabDump';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

const sampleCount = 600;

/** The lowest address of the kernel's half with five levels; with four, what is below the real one is skipped at once. */
const x86KernelHalf = 0xff00_0000_0000_0000n;

/** The physical address as crash prints it, or "not mapped", by address. */
async function crashTranslations(
  dump: LabDump,
  addresses: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  return inTemporaryFolder(async (folder) => {
    const commands = addresses.map((address) => `vtop -k ${address.toString(16)}`);
    const printed = await crashOutput(dump, commands, folder);
    const lines = printed.matchAll(/^([0-9a-f]{16}) +\(?(not mapped|[0-9a-f]+)\)? *$/gm);
    return new Map([...lines].map(([, address = '', physical = '']) => [BigInt(`0x${address}`), physical]));
  });
}

const translated = ({ translator }: OpenLabDump, address: bigint): string => {
  const translation = translator.translate(virtualAddress(address));
  return translation.kind === 'mapped' ? translation.physical.toString(16) : 'not mapped';
};

const named = (names: readonly LabDump[]): readonly LabDump[] => {
  assert.ok(names.length > 0, 'the lab has made no such dump');
  return names;
};

/** A cut-off dump may lack its tables; the others must lead everywhere. Those of riscv64 have VMCOREINFO in memory alone. */
const wholeDumps = (): readonly LabDump[] =>
  named(labDumps().filter(({ complete, arch }) => complete && arch !== 'riscv64'));

describe('address translation on real dumps', function () {
  this.timeout(300_000);

  it('verifies on every complete dump, with the levels the kernel had', () => {
    for (const dump of wholeDumps()) {
      const { translator, vmcoreinfo, image } = openLabDump(dump.path);
      assert.deepEqual(translator.problems, [], dump.name);
      const hasFive = vmcoreinfo.number('pgtable_l5_enabled') === 1n;
      if (dump.arch === 'x86_64') assert.equal(translator.levels, hasFive ? 5 : 4, dump.name);
      assert.equal(translator.pageSizeBytes, dump.pageSizeBytes, dump.name);
      image.close();
    }
  });

  it('leads where crash says, in every region', async () => {
    const dumps = named(
      labDumps().filter(
        ({ path, elfPath, vmlinux, arch }) => path === elfPath && vmlinux && arch === 'x86_64',
      ),
    );
    for (const dump of dumps) {
      const opened = openLabDump(dump.path);
      const regions = mappedRegions(opened.translator, x86KernelHalf);
      assert.ok(regions.length >= 5, `${dump.name}: ${regions.length} regions`);
      const addresses = sampleAddresses(regions, sampleCount);
      const peer = await crashTranslations(dump, addresses);
      for (const address of addresses) {
        const where = `${dump.name}: ${address.toString(16)}`;
        assert.equal(translated(opened, address), peer.get(address), where);
      }
      opened.image.close();
    }
  });

  it("finds the same memory from a cpu's CR3 alone", () => {
    const dumps = named(labDumps().filter(({ how, arch }) => how === 'qemu-elf' && arch === 'x86_64'));
    for (const dump of dumps) {
      const told = openLabDump(dump.path);
      const untold = openLabDump(dump.path, [
        'init_top_pgt',
        'swapper_pg_dir',
        'pgtable_l5_enabled',
        'phys_base',
      ]);
      assert.deepEqual(untold.translator.problems, [], dump.name);
      const regions = mappedRegions(told.translator, x86KernelHalf);
      for (const address of sampleAddresses(regions, sampleCount)) {
        assert.equal(
          translated(untold, address),
          translated(told, address),
          `${dump.name}: ${address.toString(16)}`,
        );
      }
      told.image.close();
      untold.image.close();
    }
  });

  it('agrees with what the kernel itself declares in its ELF dumps, from which alone its release reads back', () => {
    const random = pseudoRandom(3);
    for (const dump of named(labDumps().filter(({ how }) => how === 'kdump-elf'))) {
      const opened = openLabDump(dump.path);
      const { image, vmcoreinfo, translator } = opened;
      const { declaredRanges = [] } = image;
      assert.ok(declaredRanges.length >= 2, dump.name);
      let agreed = 0;
      for (const { start, end, physical } of declaredRanges) {
        for (let sample = 0; sample < sampleCount; sample++) {
          const distance = BigInt(random.next().value) % (end - start);
          const found = translated(opened, start + distance);
          // The direct map has holes: what firmware keeps, and the memory of the capture kernel.
          if (found === 'not mapped') continue;
          assert.equal(found, (physical + distance).toString(16), dump.name);
          agreed++;
        }
      }
      assert.ok(agreed > (declaredRanges.length * sampleCount) / 2, `${dump.name}: ${agreed}`);
      const untold = { ...image.machine, name: 'a machine that is not known here' };
      const declared = findLinearTranslator({
        ...{ machine: untold, memory: image.memory, notes: [], vmcoreinfo, declaredRanges },
      });
      assert.deepEqual(
        declared?.problems.map(({ code }) => code),
        ['page-tables-not-read'],
      );
      assert.equal(translator.problems.length, 0);
      image.close();
    }
  });

  it('agrees on arm64 with what the kernel computes without tables', () => {
    for (const dump of named(labDumps().filter(({ arch, complete }) => arch === 'aarch64' && complete))) {
      const opened = openLabDump(dump.path);
      const { vmcoreinfo } = opened;
      const stext = vmcoreinfo.symbol('_stext') ?? 0n;
      const imageOffset = BigInt.asUintN(64, vmcoreinfo.number('kimage_voffset') ?? 0n);
      const ramStart = vmcoreinfo.number('PHYS_OFFSET') ?? 0n;
      const linearMap = BigInt.asUintN(64, -(1n << (vmcoreinfo.number('VA_BITS') ?? 0n)));
      const random = pseudoRandom(2);
      for (let sample = 0; sample < sampleCount; sample++) {
        const inText = stext + BigInt(random.next().value % (8 * 2 ** 20));
        assert.equal(translated(opened, inText), (inText - imageOffset).toString(16), dump.name);
        const distance = BigInt(random.next().value % dump.memoryBytes);
        const linear = translated(opened, linearMap + distance);
        if (linear !== 'not mapped') assert.equal(linear, (ramStart + distance).toString(16), dump.name);
      }
      opened.image.close();
    }
  });
});
