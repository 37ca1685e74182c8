import assert from 'node:assert/strict';
import { addCounts, countsLine, summary, timeText } from '../../../scripts/test/summary.mjs';

describe("the test run's summary", () => {
  it('is one plain line of counts, with skipped ones only where there are any', () => {
    assert.equal(countsLine({ passed: 12, failed: 0, skipped: 0 }), '12 passed, 0 failed');
    assert.equal(countsLine({ passed: 1, failed: 2, skipped: 3 }), '1 passed, 2 failed, 3 skipped');
  });

  it('adds up; nothing at all is zero', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    assert.deepEqual(addCounts([one, one]), { passed: 2, failed: 4, skipped: 6 });
    assert.deepEqual(addCounts([]), { passed: 0, failed: 0, skipped: 0 });
  });

  it('ends with the counts of all steps', () => {
    const lines = summary([
      { name: 'types', timeMs: 4200, counts: { passed: 1, failed: 0, skipped: 0 } },
      { name: 'unit', timeMs: 1800, counts: { passed: 10, failed: 1, skipped: 0 } },
    ]).split('\n');
    assert.match(lines[1]!, /^unit +1\.8 s {2}10 passed, 1 failed$/);
    assert.match(lines[2]!, /^total +6\.0 s$/);
    assert.equal(lines.at(-1), '11 passed, 1 failed');
  });

  it('says long times in minutes', () => {
    assert.equal(timeText(59_900), '59.9 s');
    assert.equal(timeText(59_960), '1 min 00 s');
    assert.equal(timeText(187_000), '3 min 07 s');
  });
});
