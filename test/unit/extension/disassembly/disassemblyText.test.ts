import assert from 'node:assert/strict';
import type { DisassemblyData, DisassemblyLine } from '../../../../core/protocol/panels/disassemblyRequests';
import { crashText, disassemblyText } from '../../../../extension/disassembly/disassemblyText';

const source = [
  { file: 'include/linux/list.h', line: 38 },
  { file: 'fs/nfs/inode.c', line: 7 },
];

const lines: DisassemblyLine[] = [
  { address: '0xffffffffc0000000', symbol: 'nfs_wait', text: 'pushq %rbp', source },
  { address: '0xffffffffc0000001', symbol: 'nfs_wait+1', text: 'movq 0x8(%rdi), %rax', source },
  {
    address: '0xffffffffc0000005',
    symbol: 'nfs_wait+5',
    text: 'callq 0xffffffff81000000',
    target: { address: '0xffffffff81000000', symbol: 'schedule' },
  },
];

const data: DisassemblyData = {
  name: 'nfs_wait [nfs]',
  start: '0xffffffffc0000000',
  sizeBytes: 10,
  address: '0xffffffffc0000004',
  lines: lines.map((line, index) =>
    index === 1
      ? {
          ...line,
          mark: {
            frame: 3,
            kind: 'interrupted',
            pid: 7,
            comm: 'evil\x1b[2J',
            registers: [
              { name: 'rdi', value: '0x0', meaning: 'NULL' },
              { name: 'rsi', value: '0x1' },
            ],
            named: ['rdi'],
          },
        }
      : line,
  ),
};

describe('code as a document', () => {
  const { text, instructions, shownLine } = disassemblyText(
    data,
    ({ line }) => (line === 7 ? '\tlist_add(a, b);' : undefined),
    ' of 6.1',
  );
  const shown = text.split('\n');

  it('has source lines between the instructions, each place once, inlined functions below their callers', () => {
    assert.deepEqual(shown.slice(0, 5), [
      '; nfs_wait [nfs], 10 bytes of code of 6.1',
      '',
      '; fs/nfs/inode.c: 7',
      ';    list_add(a, b);',
      ';   include/linux/list.h: 38',
    ]);
    assert.equal(shown.filter((line) => line.includes('inode.c')).length, 1);
  });

  it('marks where the task is, with the registers that the instruction uses, and moves nothing on a terminal', () => {
    assert.equal(shown[6], '; => #3 of 7 evil␛[2J interrupted here: rdi=0000000000000000 NULL');
    assert.match(shown[7] ?? '', /^=> ffffffffc0000001 <nfs_wait\+1>: +movq 0x8\(%rdi\), %rax$/);
    assert.equal(shownLine, 7);
  });

  it('names where calls lead', () => {
    assert.match(shown[8] ?? '', /callq 0xffffffff81000000 <schedule>$/);
  });

  it('knows which instruction a line shows', () => {
    assert.deepEqual(instructions.slice(4), [undefined, 0, undefined, 1, 2]);
    assert.equal(instructions.length, shown.length - 1);
  });

  it('is copied as crash prints it', () => {
    assert.equal(crashText(data).split('\n')[1], '0xffffffffc0000001 <nfs_wait+1>:\tmovq 0x8(%rdi), %rax');
  });
});
