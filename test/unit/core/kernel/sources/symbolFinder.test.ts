import assert from 'node:assert/strict';
import { virtualAddress } from '../../../../../core/base/address';
import { SymbolFinder } from '../../../../../core/kernel/sources/symbolFinder';
import { symbolAnswer } from '../../../../../core/report/symbolData';
import { SortedSymbols } from '../../../../../core/symbols/sortedSymbols';

const text = 0xffff_ffff_8100_0000n;
const moduleText = 0xffff_ffff_c000_0000n;

const table = (start: bigint, names: readonly string[]): SortedSymbols =>
  new SortedSymbols(
    names.map((name, index) => ({ name, type: 't', address: virtualAddress(start + BigInt(index * 0x100)) })),
    start,
  );

const finder = new SymbolFinder(
  table(text, ['_stext', 'tcp_v4_rcv', 'tcp_v6_rcv', 'add', 'show', 'show', '_end']),
  [
    { name: 'virtio_blk', symbols: table(moduleText, ['virtblk_done', 'show', 'virtblk_end']) },
    { name: 'bare' },
  ],
);

describe('a search for symbols', () => {
  it('tells what an address is in, in a module first', () => {
    assert.deepEqual(symbolAnswer(finder, 'ffffffff81000110'), {
      query: 'ffffffff81000110',
      symbols: [{ name: 'tcp_v4_rcv', address: '0xffffffff81000100', type: 't', offset: 16, sizeBytes: 256 }],
    });
    const inModule = symbolAnswer(finder, '0xFFFFFFFFC0000008').symbols;
    assert.deepEqual(inModule, [
      {
        name: 'virtblk_done',
        address: '0xffffffffc0000000',
        type: 't',
        offset: 8,
        sizeBytes: 256,
        module: 'virtio_blk',
      },
    ]);
    assert.deepEqual(symbolAnswer(finder, '1234').symbols, []);
  });

  it('tells each place of a name, and takes a name of hex digits for one', () => {
    const shown = symbolAnswer(finder, 'show').symbols;
    assert.deepEqual(
      shown.map(({ address, module }) => [address, module]),
      [
        ['0xffffffff81000400', undefined],
        ['0xffffffff81000500', undefined],
        ['0xffffffffc0000100', 'virtio_blk'],
      ],
    );
    assert.equal(symbolAnswer(finder, 'add').symbols[0]?.address, '0xffffffff81000300');
  });

  it('takes * and ? for any letters, and nothing else for more than itself', () => {
    const names = (query: string): readonly string[] =>
      symbolAnswer(finder, query).symbols.map(({ name }) => name);
    assert.deepEqual(names('tcp_*'), ['tcp_v4_rcv', 'tcp_v6_rcv']);
    assert.deepEqual(names('tcp_v?_rcv'), ['tcp_v4_rcv', 'tcp_v6_rcv']);
    assert.deepEqual(names('*_end'), ['_end', 'virtblk_end']);
    assert.deepEqual(names('tcp.v4.rcv*'), []);
    assert.equal(names('**********************').length, 10);
  });

  it('guesses what was meant where there is nothing', () => {
    assert.deepEqual(symbolAnswer(finder, 'tcp_v5_rcv').suggestions, ['tcp_v4_rcv', 'tcp_v6_rcv']);
    assert.deepEqual(symbolAnswer(finder, 'virtblk_doen').suggestions?.[0], 'virtblk_done');
    assert.deepEqual(symbolAnswer(finder, 'something_else').suggestions, []);
    assert.deepEqual(symbolAnswer(finder, 'x'.repeat(100_000)).suggestions, []);
  });
});
