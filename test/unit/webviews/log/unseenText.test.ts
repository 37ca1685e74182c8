import assert from 'node:assert/strict';
import { showUnseen, unseenName } from '../../../../webviews/log/model/unseenText';

describe('showUnseen', () => {
  it('shows control characters as their pictures, and leaves tabs and line feeds', () => {
    assert.equal(showUnseen('a\x1b[31mb\x07\r\x7f\t\n'), 'a\u241b[31mb\u2407\u240d\u2421\t\n');
  });

  it('shows bidirectional controls, zero-width characters and C1 controls as marks', () => {
    for (const hidden of ['\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u2028', '\x9b', '\xad']) {
      assert.equal(showUnseen(`a${hidden}b`), 'a\u2426b');
    }
  });

  it('gives a mark as long as what it stands for', () => {
    assert.equal(showUnseen('\u{e0041}'), '\u2426\u2426');
  });

  it('leaves text of any script alone', () => {
    for (const text of ['Grüße, ядро', '内核错误', '\u{1f427}', 'עברית'])
      assert.equal(showUnseen(text), text);
  });
});

describe('unseenName', () => {
  it('names what a mark stands for', () => {
    assert.equal(unseenName('a\u202eb', 1), 'U+202E');
    assert.equal(unseenName('\x1b', 0), 'U+001B');
    assert.equal(unseenName('\u{e0041}', 0), 'U+E0041');
  });

  it('has no name for what shows itself, nor past the end', () => {
    assert.equal(unseenName('ab', 1), undefined);
    assert.equal(unseenName('ab', 2), undefined);
  });
});
