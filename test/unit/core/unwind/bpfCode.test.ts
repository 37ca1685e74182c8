import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { readBpfCode } from '../../../../core/unwind/bpfCode';
import { OrcUnwinder } from '../../../../core/unwind/orcUnwinder';
import { framePointerTable, OrcTables } from '../../../../core/unwind/orcTables';
import { ReturnProbes } from '../../../../core/unwind/returnProbes';
import { StackMemory } from '../../../../core/unwind/stackMemory';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';
import { orcEntry, orcFormat, OrcImage } from '../../../support/orcImage';

const program = 0xffff_ffff_c100_0000n;

function objectsWithBpf(): FakeObjects {
  const btf = new BtfBuilder();
  const word = btf.integer('unsigned long', 8);
  const name = btf.array(btf.integer('char', 1), 512);
  const list = btf.struct('list_head', 16, [
    ['next', btf.next + 1, 0],
    ['prev', btf.next + 1, 64],
  ]);
  btf.pointer(list);
  btf.struct('bpf_ksym', 560, [
    ['start', word, 0],
    ['end', word, 64],
    ['name', name, 128],
    ['lnode', list, 4224],
  ]);
  return new FakeObjects(btf);
}

describe('code of BPF', () => {
  it('is on a list, each program with its name', () => {
    const fake = objectsWithBpf();
    assert.deepEqual(readBpfCode(fake.objects), []);
    const head = fake.allocate('list_head');
    const symbol = fake.allocate('bpf_ksym');
    fake.symbols.set('bpf_kallsyms', head);
    fake.set('bpf_ksym', symbol, {
      start: program,
      end: program + 0x100n,
      name: 'bpf_prog_6deef7357e7b4530_f',
    });
    fake.link([head, fake.addressOf('bpf_ksym', symbol, 'lnode')]);
    const [found] = readBpfCode(fake.objects);
    assert.deepEqual(found?.ranges, [{ start: program, end: program + 0x100n }]);
    assert.equal(
      found.symbols?.findByAddress(virtualAddress(program + 4n))?.name,
      'bpf_prog_6deef7357e7b4530_f',
    );
    assert.equal(found.symbols.findByAddress(virtualAddress(program + 0x100n)), undefined);
  });

  it('is unwound by its frame pointers', () => {
    const image = new OrcImage([
      { name: 'helper', sizeBytes: 64, entries: [[0, orcEntry()]] },
      {
        name: 'bottom',
        sizeBytes: 64,
        entries: [[0, orcEntry({ type: 'end-of-stack', spRegister: 'undefined' })]],
      },
    ]);
    const stack = 0xffff_c900_0000_0000n;
    image.memory.addWord(stack, program + 0x20n);
    image.memory.addWord(stack + 0x40n, 0n);
    image.memory.addWord(stack + 0x48n, image.at('bottom', 20));
    const tables = new OrcTables(orcFormat('6.4'), [
      { ranges: [image.text], table: image.table },
      { ranges: [{ start: program, end: program + 0x100n }], table: framePointerTable },
    ]);
    const memory = new StackMemory(image.memory);
    const probes = new ReturnProbes(memory, undefined, image.symbols);
    const unwinder = new OrcUnwinder(memory, tables, image.symbols, probes);
    const registers = { rip: image.at('helper', 4), rsp: stack, rbp: stack + 0x40n, cs: 0x10n };
    const { frames, end } = unwinder.unwindFrom(new Map(Object.entries(registers)));
    assert.deepEqual(
      frames.map(({ pc }) => pc),
      [image.at('helper', 4), program + 0x20n, image.at('bottom', 20)],
    );
    assert.equal(end.kind, 'bottom');
  });
});
