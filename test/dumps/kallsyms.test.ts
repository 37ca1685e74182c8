import assert from 'node:assert/strict';
import { openFile } from '../../core/dump/openFile';
import { openKernel } from '../../core/kernel/openKernel';
import type { Kernel } from '../../core/kernel/kernel';
import type { SymbolFinder } from '../../core/kernel/sources/symbolFinder';
import { readElfSymbols } from '../../core/symbols/elfSymbols';
import { relocateSymbols } from '../../core/symbols/relocatedSymbols';
import type { SymbolTable } from '../../core/symbols/symbolTable';
import { withoutCloneSuffix } from '../support/cloneSuffix';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

const isComplete = ({ complete }: LabDump): boolean => complete;

/** VMCOREINFO has the values of these, not their addresses. */
const notSymbols = /^(vmemmap|swapper_pg_dir|mem_section)$/;

/** crash's symbols of the kernel image, each as "address name". */
async function crashSymbols(dump: LabDump): Promise<ReadonlySet<string>> {
  return inTemporaryFolder(async (folder) => {
    const printed = await crashOutput(dump, ['sym -l'], folder);
    const lines = printed.matchAll(/^([0-9a-f]+) \(.\) (\S+)/gm);
    return new Set([...lines].map(([, address, name]) => withoutCloneSuffix(`${address} ${name}`)));
  });
}

async function withSymbols(
  { name, path }: LabDump,
  use: (symbols: SymbolTable, kernel: Kernel) => void,
): Promise<void> {
  const kernel = await openKernel(path);
  try {
    assert.ok(kernel.symbols, name);
    use(kernel.symbols, kernel);
  } finally {
    kernel.dump.close();
  }
}

describe('symbols of real dumps', function () {
  this.timeout(300_000);

  it('gives the symbols that VMCOREINFO gives as well', async () => {
    const dumps = labDumps().filter(isComplete);
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      await withSymbols(dump, (symbols, { vmcoreinfo }) => {
        assert.ok(symbols.count > 40_000, dump.name);
        const names = [...vmcoreinfo.keys].flatMap((key) => /^SYMBOL\((\w+)\)$/.exec(key)?.[1] ?? []);
        let agreed = 0;
        for (const name of names) {
          // Without CONFIG_KALLSYMS_ALL (arm64 of Debian 12) there are no data symbols.
          const symbol = notSymbols.test(name) ? undefined : symbols.findByName(name);
          if (!symbol) continue;
          assert.equal(symbol.address, vmcoreinfo.symbol(name), `${dump.name}: ${name}`);
          assert.equal(symbols.findByAddress(symbol.address)?.offset, 0n, `${dump.name}: ${name}`);
          agreed++;
        }
        assert.ok(agreed >= 1, dump.name);
      });
    }
  });

  it('has every symbol where crash has it from the vmlinux', async () => {
    const dumps = labDumps().filter(
      (dump) => isComplete(dump) && dump.vmlinux !== undefined && dump.path === dump.elfPath,
    );
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      const peer = await crashSymbols(dump);
      await withSymbols(dump, (symbols, { vmcoreinfo }) => {
        // Where the text starts, crash keeps only _text and _stext of all names.
        const stext = vmcoreinfo.symbol('_stext');
        const missing = [...symbols.symbols()]
          .filter(({ address }) => address !== stext)
          .map(({ address, name }) => withoutCloneSuffix(`${address.toString(16)} ${name}`))
          .filter((symbol) => !peer.has(symbol));
        assert.deepEqual(missing.slice(0, 10), [], `${dump.name}: ${missing.length} of ${symbols.count}`);
      });
    }
  });

  it('are those of the vmlinux, moved to where the kernel was loaded', async () => {
    const dumps = labDumps().filter((dump) => dump.how === 'kdump-elf' && dump.vmlinux !== undefined);
    assert.ok(dumps.some(({ kernel }) => kernel.startsWith('5.')));
    for (const dump of dumps) {
      const source = openFile(dump.vmlinux ?? '');
      const linked = readElfSymbols(source);
      source.close();
      await withSymbols(dump, (symbols, { vmcoreinfo }) => {
        const found = relocateSymbols(linked, (name) => vmcoreinfo.symbol(name));
        assert.ok('table' in found, dump.name);
        const there = new Set([...found.table.symbols()].map(({ address, name }) => `${address} ${name}`));
        const missing = [...symbols.symbols()].filter(
          ({ address, name }) => !there.has(`${address} ${name}`),
        );
        assert.deepEqual(missing.slice(0, 10), [], `${dump.name}: ${missing.length} of ${symbols.count}`);
      });
    }
  });

  it('of modules are where crash has them', async () => {
    const dumps = labDumps().filter((dump) => dump.how === 'kdump-elf' && dump.vmlinux !== undefined);
    for (const dump of dumps) {
      const printed = await inTemporaryFolder((folder) => crashOutput(dump, ['sym -m virtio_blk'], folder));
      const rows = printed.matchAll(/^([0-9a-f]+) \(.\) (\S+)/gm);
      const peer = [...rows].map(([, address, name]) => withoutCloneSuffix(`${address} ${name}`));
      await withSymbols(dump, (_, { symbolFinder }) => {
        const ours = virtioSymbols(symbolFinder);
        assert.ok(ours.length >= 20, `${dump.name}: ${ours.length} symbols`);
        assert.deepEqual(
          ours.filter((line) => !peer.includes(line)),
          [],
          dump.name,
        );
      });
    }
  });
});

function virtioSymbols(finder: SymbolFinder): readonly string[] {
  return [...finder.matching('*')]
    .filter(({ module }) => module === 'virtio_blk')
    .map(({ address, name }) => withoutCloneSuffix(`${address.toString(16)} ${name}`));
}
