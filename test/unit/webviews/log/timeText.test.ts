import assert from 'node:assert/strict';
import { nextTimeMode, timeText, timeWidth } from '../../../../webviews/log/model/timeText';

const bootTimeMs = Date.UTC(2026, 10, 21, 7, 40, 0);
const reference = { panicUs: 10_189_158, bootTimeMs };

describe('timeText', () => {
  it('counts since the previous line', () => {
    assert.equal(timeText('delta', 10_190_252, 10_189_817, reference), '+0.000435');
  });

  it('counts to and from the panic', () => {
    assert.equal(timeText('panic', 10_188_553, NaN, reference), '\u22120.000605');
    assert.equal(timeText('panic', 10_189_158, NaN, reference), '+0.000000');
  });

  it('gives the wall clock in UTC, and says so', () => {
    assert.equal(timeText('wall', 61_250_000, NaN, reference), '11-21 07:41:01.250Z');
    assert.equal(timeText('wall', 1, NaN, { ...reference, bootTimeMs: undefined }), '');
    assert.equal(timeText('wall', 1, NaN, { ...reference, bootTimeMs: 9e15 }), '');
  });

  it('says nothing beside the boot time, which the text has', () => {
    assert.equal(timeText('boot', 1, 0, reference), '');
  });

  it('says nothing for records without time and for the first one', () => {
    assert.equal(timeText('delta', 5, NaN, reference), '');
    assert.equal(timeText('panic', NaN, 5, reference), '');
    assert.equal(timeText('wall', NaN, 5, reference), '');
  });

  it('fits the width it asks for', () => {
    const endUs = 400 * 86_400 * 1e6;
    for (const mode of ['delta', 'panic', 'wall', 'boot'] as const) {
      for (const timeUs of [0, endUs / 3, endUs]) {
        assert.ok(timeText(mode, timeUs, 0, { panicUs: endUs, bootTimeMs }).length <= timeWidth(mode, endUs));
      }
    }
  });
});

describe('nextTimeMode', () => {
  it('goes round, without the wall clock where the crash time is unknown', () => {
    assert.equal(nextTimeMode('delta', reference), 'panic');
    assert.equal(nextTimeMode('panic', reference), 'wall');
    assert.equal(nextTimeMode('panic', { ...reference, bootTimeMs: undefined }), 'boot');
    assert.equal(nextTimeMode('boot', reference), 'delta');
    assert.equal(nextTimeMode('wall', { ...reference, bootTimeMs: undefined }), 'delta');
  });
});
