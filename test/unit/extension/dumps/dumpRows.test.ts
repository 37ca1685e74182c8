import assert from 'node:assert/strict';
import { DumpRows, dumpsOf } from '../../../../extension/dumps/dumpRows';
import { diagnosisOfCrash, listedDump } from '../../../support/listedDumps';

const a = listedDump('/a', 300, 'bug foo');
const b = listedDump('/b', 200, 'bug foo');
const c = listedDump('/c', 100);

describe('the rows of the view of dumps', () => {
  let rows: DumpRows;

  beforeEach(() => {
    rows = new DumpRows();
    assert.equal(rows.update([a, b, c], []), 'tree');
  });

  it('are groups with their dumps below, dumps alone, and what could not be searched', () => {
    rows.update([a, b, c], [{ path: '/var/crash', kind: 'no-permission' }]);
    const keys = rows.top.map(({ key }) => key);
    assert.deepEqual(keys, ['group:bug foo', 'dump:/c', 'problem:no-permission:/var/crash']);
    const [group, alone] = rows.top;
    assert.deepEqual(
      rows.childrenOf(group!).map(({ key }) => key),
      ['dump:/a', 'dump:/b'],
    );
    assert.deepEqual(rows.childrenOf(alone!), []);
  });

  it('stay the same objects, and only those that look otherwise are told', () => {
    const [group, alone] = rows.top;
    assert.deepEqual(rows.update([{ ...a }, b, c], []), []);
    assert.deepEqual(rows.update([a, b, { ...c, isBeingRead: true }], []), [alone]);
    assert.equal(rows.top[1], alone);
    assert.ok(alone?.content.kind === 'dump' && alone.content.dump.isBeingRead);
    assert.equal(rows.top[0], group);
  });

  it('are told to have moved when a dump joins a group, comes or goes', () => {
    assert.equal(rows.update([a, b, { ...c, diagnosis: diagnosisOfCrash('bug foo') }], []), 'tree');
    assert.equal(rows.update([a, b], []), 'tree');
    assert.equal(rows.update([a, b, c], []), 'tree');
    assert.equal(rows.update([b, a, c], []).length, 0);
  });

  it('mean each dump once, though a group is selected with its dumps', () => {
    const [group, alone] = rows.top;
    const selected = [group!, ...rows.childrenOf(group!), alone!];
    assert.deepEqual(
      dumpsOf(selected).map(({ path }) => path),
      ['/a', '/b', '/c'],
    );
  });
});
