import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { lineStyle } from '../../../../webviews/log/model/lineStyle';

const roles = (line: string): [string, string][] =>
  lineStyle(line).map(({ start, end, role }) => [role, line.slice(start, end)]);

describe('lineStyle', () => {
  it('tells time, stale frames and links apart', () => {
    assert.deepEqual(roles('[   10.190620]  ? _printk+0x68/0x83'), [
      ['time', '[   10.190620] '],
      ['stale', '? _printk+0x68/0x83'],
      ['link', '_printk+0x68/0x83'],
    ]);
  });

  it('takes no question for a stale frame', () => {
    assert.deepEqual(roles('[    1.000000] what? nothing'), [['time', '[    1.000000] ']]);
  });

  it('shows marks', () => {
    assert.deepEqual(roles('a\u241b\u2426b'), [['mark', '\u241b\u2426']]);
  });

  it('stays inside the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        for (const { start, end } of lineStyle(line))
          assert.ok(start >= 0 && start < end && end <= line.length);
      }),
    );
  });
});
