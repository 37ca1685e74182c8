import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { unknownLevel } from '../../../../core/protocol/overview';
import { findBursts } from '../../../../webviews/log/model/bursts';
import { storeOf } from './logStore.fixture';

describe('findBursts', () => {
  it('counts messages and keeps the worst level of each slice of time', () => {
    const store = storeOf([
      { text: 'a', timeUs: 0, level: 6 },
      { text: 'b', timeUs: 1, level: 3 },
      { text: 'c', timeUs: 100, level: 4 },
    ]);
    const { counts, worst, firstRecord } = findBursts(store, 4);
    assert.deepEqual([...counts], [2, 0, 0, 1]);
    assert.deepEqual([...worst], [3, unknownLevel, unknownLevel, 4]);
    assert.deepEqual([...firstRecord], [0, 2, 2, 2]);
  });

  it('falls back to equal record counts without timestamps', () => {
    const store = storeOf(['a', 'b', 'c', 'd'].map((text) => ({ text, timeUs: NaN })));
    assert.deepEqual([...findBursts(store, 2).counts], [2, 2]);
  });

  it('counts every record once, whatever the clock did', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double(), { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        (times, slices) => {
          const store = storeOf(times.map((timeUs) => ({ text: '', timeUs })));
          const { counts, firstRecord } = findBursts(store, slices);
          assert.equal(
            counts.reduce((sum, count) => sum + count, 0),
            times.length,
          );
          for (const record of firstRecord) assert.ok(record < times.length);
        },
      ),
    );
  });
});
