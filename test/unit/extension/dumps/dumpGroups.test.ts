import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupDumps, type DumpRow } from '../../../../extension/dumps/dumpGroups';
import { listedDump } from '../../../support/listedDumps';

const pathsOf = (row: DumpRow): string | string[] =>
  'dumps' in row ? row.dumps.map(({ path }) => path) : row.path;

describe('grouping dumps', () => {
  it('puts equal signatures together, and the newest crash first', () => {
    const dumps = [
      listedDump('a', 100, 'bug foo'),
      listedDump('b', 400, 'panic bar'),
      listedDump('c', 300, 'bug foo'),
      listedDump('d', 200),
    ];
    assert.deepEqual(groupDumps(dumps).map(pathsOf), ['b', ['c', 'a'], 'd']);
  });

  it('groups nothing by a signature that names neither a function nor what was said', () => {
    const dumps = [listedDump('a', 2, 'unknown'), listedDump('b', 1, 'unknown')];
    assert.deepEqual(groupDumps(dumps).map(pathsOf), ['a', 'b']);
  });

  it('shows every dump once', () => {
    const signature = fc.option(fc.constantFrom('bug foo', 'bug bar', 'unknown'), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), signature)), (specs) => {
        const dumps = specs.map(([time, text], index) => listedDump(String(index), time, text));
        const shown = groupDumps(dumps).flatMap(pathsOf);
        assert.deepEqual(shown.sort(), dumps.map(({ path }) => path).sort());
      }),
    );
  });
});
