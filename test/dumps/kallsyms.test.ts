import assert from 'node:assert/strict';
import { readKallsyms } from '../../core/symbols/kallsyms';
import type { SymbolTable } from '../../core/symbols/symbolTable';
import { withoutCloneSuffix } from '../support/cloneSuffix';
import { openLabDump } from '../support/openLabDump';
import { inTemporaryFolder } from './lab/childProcess';
import { labDumps, type LabDump } from './lab/labDump';
import { crashOutput } from './lab/peerReads';

/** VMCOREINFO says where kallsyms is since 6.0. */
const hasKallsyms = ({ kernel, complete }: LabDump): boolean => complete && !kernel.startsWith('5.');

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

function withKallsyms(
  dump: LabDump,
  use: (symbols: SymbolTable, dump: ReturnType<typeof openLabDump>) => void,
): void {
  const opened = openLabDump(dump.path);
  const symbols = readKallsyms(opened.kernel, opened.vmcoreinfo, opened.image.machine);
  assert.ok(symbols, dump.name);
  use(symbols, opened);
  opened.image.close();
}

describe('kallsyms of real dumps', function () {
  this.timeout(300_000);

  it('gives the symbols that VMCOREINFO gives as well', () => {
    const dumps = labDumps().filter(hasKallsyms);
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      withKallsyms(dump, (symbols, { vmcoreinfo }) => {
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
      (dump) => hasKallsyms(dump) && dump.vmlinux !== undefined && dump.path === dump.elfPath,
    );
    assert.ok(dumps.length > 0);
    for (const dump of dumps) {
      const peer = await crashSymbols(dump);
      withKallsyms(dump, (symbols, { vmcoreinfo }) => {
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
});
