import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { exactLines, logText } from '../../../../webviews/log/model/logText';
import { storeOf } from './logStore.fixture';

describe('logText', () => {
  it('shows records as dmesg does, with the lines of one record indented', () => {
    const store = storeOf([
      { text: 'one\ntwo', timeUs: 12_345_678 },
      { text: 'no time', timeUs: NaN },
    ]);
    const { text, lines } = logText(store, Uint32Array.of(0, 1));
    assert.equal(text, '[   12.345678] one\n               two\nno time');
    assert.deepEqual(
      [1, 2, 3].map((line) => lines.recordAt(line)),
      [0, 0, 1],
    );
  });

  it('shows the records asked for', () => {
    const { text } = logText(storeOf(['a', 'b', 'c']), Uint32Array.of(0, 2));
    assert.equal(text, '[    0.000000] a\n[    2.000000] c');
  });

  it('has one line for each mapped line, whatever the kernel printed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
        const store = storeOf(texts);
        const { text, lines } = logText(
          store,
          Uint32Array.from(texts, (_, index) => index),
        );
        assert.equal(text.split(/\r\n|\r|\n/).length, lines.lineCount);
      }),
    );
  });

  it('keeps the columns of the exact text, so that a selection copies what it covers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (stored) => {
        const store = storeOf([stored]);
        const shown = logText(store, Uint32Array.of(0)).text.split('\n');
        const exact = exactLines(store, 0);
        assert.deepEqual(
          shown.map((line) => line.length),
          exact.map((line) => line.length),
        );
      }),
    );
  });
});
