import assert from 'node:assert/strict';
import { parseConsoleLine } from '../../../../extension/console/engineWords';
import { inColumns } from '../../../../extension/console/wordColumns';
import { OutputLines } from '../../../../extension/console/outputLines';

describe('parseConsoleLine', () => {
  it('knows whom a line is for', () => {
    assert.deepEqual(parseConsoleLine(' bt -a ', 'crash'), { kind: 'run', engine: 'crash', line: 'bt -a' });
    assert.deepEqual(parseConsoleLine('gdb bt', 'crash'), { kind: 'run', engine: 'gdb', line: 'bt' });
    assert.deepEqual(parseConsoleLine('crash bt', 'gdb'), { kind: 'run', engine: 'crash', line: 'bt' });
    assert.deepEqual(parseConsoleLine('gdb', 'crash'), { kind: 'switch', engine: 'gdb' });
    assert.deepEqual(parseConsoleLine('gdbx', 'crash'), { kind: 'run', engine: 'crash', line: 'gdbx' });
    assert.deepEqual(parseConsoleLine('quit', 'gdb'), { kind: 'leave' });
    assert.deepEqual(parseConsoleLine('  ', 'gdb'), { kind: 'nothing' });
  });
});

describe('inColumns', () => {
  it('fills columns from above, as a shell does', () => {
    assert.deepEqual(inColumns(['a', 'bb', 'c', 'd'], 8), ['a   c', 'bb  d']);
    assert.deepEqual(inColumns(['a-long-word'], 4), ['a-long-word']);
    assert.deepEqual(inColumns([], 80), []);
  });
});

describe('OutputLines', () => {
  it('gives whole lines, however they come', () => {
    const lines: string[] = [];
    const output = new OutputLines((more) => lines.push(...more));
    for (const piece of ['a', 'b\nc', '\n\nd']) output.add(piece);
    assert.deepEqual(lines, ['ab', 'c', '']);
    output.end();
    output.end();
    assert.deepEqual(lines, ['ab', 'c', '', 'd']);
  });
});
