import assert from 'node:assert/strict';
import { dmesgLines, dmesgPrefix } from '../../../../../core/protocol/text/dmesgText';

describe('dmesgPrefix', () => {
  it('prints seconds and microseconds as the kernel does', () => {
    assert.equal(dmesgPrefix(0), '[    0.000000] ');
    assert.equal(dmesgPrefix(12_345_678), '[   12.345678] ');
    assert.equal(dmesgPrefix(1_234_567_000_001), '[1234567.000001] ');
  });

  it('is empty without a time', () => {
    assert.equal(dmesgPrefix(undefined), '');
    assert.equal(dmesgPrefix(NaN), '');
  });
});

describe('dmesgLines', () => {
  it('indents the further lines of a record past the prefix', () => {
    assert.deepEqual(dmesgLines(1, 'a\nb'), ['[    0.000001] a', '               b']);
    assert.deepEqual(dmesgLines(undefined, 'a\nb'), ['a', 'b']);
  });
});
