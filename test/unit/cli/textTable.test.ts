import assert from 'node:assert/strict';
import { textTable, type Column } from '../../../cli/textTable';

const columns: readonly Column<readonly [string, number | undefined]>[] = [
  { title: 'NAME', value: ([name]) => name },
  { title: 'SIZE', value: ([, size]) => size, align: 'right' },
  { title: 'END', value: ([name]) => (name === 'b' ? '' : '!') },
];

describe('a table in the terminal', () => {
  it('is as wide as its widest cells, with ?? for what is not known and nothing behind the last', () => {
    const table = textTable(columns, [
      ['a\x1b[31m', 5],
      ['b', undefined],
      ['c', 1234567],
    ]);
    assert.equal(
      table,
      ['NAME       SIZE  END', 'a␛[31m        5  !', 'b            ??', 'c       1234567  !', ''].join('\n'),
    );
  });

  it('is its titles when there are no rows', () => {
    assert.equal(textTable(columns, []), 'NAME  SIZE  END\n');
  });
});
