import assert from 'node:assert/strict';
import { parseFilteredLine } from '../../../../extension/console/lineFilters';

describe('parseFilteredLine', () => {
  const lines = ['one', 'Two', 'three', 'four'];
  const through = (line: string): readonly string[] => {
    const { filter } = parseFilteredLine(line);
    return filter ? [...lines.flatMap((each) => filter.take(each)), ...filter.end()] : lines;
  };

  const cases: readonly (readonly [filters: string, left: readonly string[]])[] = [
    ['grep o', ['one', 'Two', 'four']],
    ['grep -i T', ['Two', 'three']],
    ['grep -v o', ['three']],
    ['grep -ic t', ['2']],
    ['grep "^t.r"', ['three']],
    ['grep (', []],
    ['head -2', ['one', 'Two']],
    ['head -n 1', ['one']],
    ['tail -1', ['four']],
    ['wc -l', ['4']],
    ['grep o | tail -2 | head -1', ['Two']],
    ['grep o | wc -l', ['3']],
  ];
  for (const [filters, left] of cases) {
    it(`knows ${filters}`, () => {
      assert.deepEqual(through(`log | ${filters}`), left);
      assert.equal(parseFilteredLine(`log | ${filters}`).command, 'log');
    });
  }

  it('takes a | of an expression or in quotes for no pipe', () => {
    for (const line of ['p a||b', 'p "a|b"']) {
      assert.deepEqual(parseFilteredLine(line), { command: line, filter: undefined });
    }
  });

  it('refuses to start a program', () => {
    assert.throws(() => parseFilteredLine('log | sh'), { code: 'filter-unknown' });
  });
});
