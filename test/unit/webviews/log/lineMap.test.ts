import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { LineMap } from '../../../../webviews/log/model/lineMap';

const map = (...records: number[]): LineMap => new LineMap(Uint32Array.from(records));

describe('LineMap', () => {
  it('knows the record of a line, and none outside', () => {
    assert.equal(map(3, 5, 5).recordAt(1), 3);
    assert.equal(map(3, 5, 5).recordAt(3), 5);
    assert.equal(map(3, 5, 5).recordAt(0), undefined);
    assert.equal(map(3, 5, 5).recordAt(4), undefined);
  });

  it('gives the first line of a record, or of the next one shown, or the last line', () => {
    const lines = map(3, 5, 5, 9);
    assert.equal(lines.lineAt(5), 2);
    assert.equal(lines.lineAt(4), 2);
    assert.equal(lines.lineAt(0), 1);
    assert.equal(lines.lineAt(100), 4);
    assert.equal(LineMap.empty.lineAt(7), 1);
  });

  it('finds the record above one of several lines', () => {
    const lines = map(3, 5, 5, 9);
    assert.equal(lines.recordBefore(3), 3);
    assert.equal(lines.recordBefore(4), 5);
    assert.equal(lines.recordBefore(1), undefined);
  });

  it('takes older lines in above', () => {
    const joined = map(7, 8).withOlder(map(1, 1));
    assert.deepEqual(
      [1, 2, 3, 4].map((line) => joined.recordAt(line)),
      [1, 1, 7, 8],
    );
  });

  it('maps every record it shows to a line of that record', () => {
    const ascending = fc.array(fc.nat(50)).map((records) => records.sort((a, b) => a - b));
    fc.assert(
      fc.property(ascending, (records) => {
        const lines = map(...records);
        for (const record of records) assert.equal(lines.recordAt(lines.lineAt(record)), record);
      }),
    );
  });
});
