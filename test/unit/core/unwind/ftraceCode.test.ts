import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../core/base/address';
import { readFtraceCode } from '../../../../core/unwind/ftraceCode';
import { copiedCodeTable, OrcTables } from '../../../../core/unwind/orcTables';
import { BtfBuilder } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';
import { orcEntry, orcFormat, OrcImage } from '../../../support/orcImage';

const trampoline = 0xffff_ffff_c200_0000n;
const plain = 0xffff_ffff_8100_4000n;
const withRegisters = 0xffff_ffff_8100_5000n;

function tracedKernel(): FakeObjects {
  const btf = new BtfBuilder();
  const word = btf.integer('unsigned long', 8);
  btf.struct('ftrace_ops', 64, [
    ['next', btf.next + 1, 0],
    ['flags', word, 64],
    ['trampoline', word, 128],
    ['trampoline_size', word, 192],
  ]);
  btf.pointer(btf.next - 1);
  btf.struct('words', 64, [['first', word, 0]]);
  const kernel = new FakeObjects(btf);
  kernel.symbols.set('ftrace_caller', plain).set('ftrace_regs_caller', withRegisters);
  return kernel;
}

describe('code of ftrace', () => {
  it('is a copy of its callers for each tracer that has one', () => {
    const kernel = tracedKernel();
    assert.deepEqual(readFtraceCode(kernel.objects), []);
    const list = kernel.allocate('words');
    const [probes, without, tracer] = [0, 1, 2].map(() => kernel.allocate('ftrace_ops'));
    assert.ok(probes !== undefined && without !== undefined && tracer !== undefined);
    kernel.symbols.set('ftrace_ops_list', list);
    kernel.set('words', list, { first: probes });
    const size = { trampoline_size: 0x100n };
    kernel.set('ftrace_ops', probes, { next: without, flags: 5n, trampoline, ...size });
    kernel.set('ftrace_ops', without, { next: tracer, flags: 1n });
    // A damaged list: it leads back.
    kernel.set('ftrace_ops', tracer, { next: probes, flags: 1n, trampoline: trampoline + 0x1000n, ...size });
    const found = readFtraceCode(kernel.objects);
    assert.deepEqual(
      found.map(({ ranges, copyOf }) => [ranges[0]?.start, copyOf]),
      [
        [trampoline, withRegisters],
        [trampoline + 0x1000n, plain],
      ],
    );
    const symbol = found[0]?.symbols?.findByAddress(virtualAddress(trampoline + 8n));
    assert.deepEqual([symbol?.name, symbol?.offset], ['ftrace_trampoline', 8n]);
  });

  it('is unwound as what it was copied from', () => {
    const image = new OrcImage([
      {
        name: 'ftrace_caller',
        sizeBytes: 64,
        entries: [
          [0, orcEntry()],
          [8, orcEntry({ spOffset: 176 })],
        ],
      },
    ]);
    const range = { start: trampoline, end: trampoline + 64n };
    const copied = copiedCodeTable(image.table, [range], image.at('ftrace_caller'));
    const tables = new OrcTables(orcFormat('6.4'), [
      { ranges: [image.text], table: image.table },
      { ranges: [range], table: copied },
    ]);
    assert.equal(tables.find(trampoline + 4n)?.spOffset, 8);
    assert.equal(tables.find(trampoline + 20n)?.spOffset, 176);
    assert.ok(!tables.hasCode(range.end));
  });
});
