import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleText } from '../../../../core/base/visibleText';

describe('visibleText', () => {
  it('shows terminal escapes instead of passing them on', () => {
    assert.equal(visibleText('\x1b]52;c;aGk=\x07'), '␛]52;c;aGk=␇');
  });

  it('shows bidirectional controls and zero-width characters', () => {
    assert.equal(visibleText('a\u202eb\u200bc\u2066d'), 'a⟨U+202E⟩b⟨U+200B⟩c⟨U+2066⟩d');
  });

  it('keeps tabs, line feeds and letters of every language', () => {
    assert.equal(visibleText('\tmodprobe: größe\n模块'), '\tmodprobe: größe\n模块');
  });

  it('lets no control character through, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const visible = visibleText(text);
        assert.doesNotMatch(visible, /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u);
        assert.equal(visibleText(visible), visible);
      }),
    );
  });
});
