import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineEditor, type LineEvent } from '../../../../extension/console/lineEditor';
import { LineHistory } from '../../../../extension/console/lineHistory';
import { parseLineInput } from '../../../../extension/console/lineKeys';

describe('LineEditor', () => {
  const editorOf = (...history: string[]): LineEditor => new LineEditor(new LineHistory(history));
  /** What a terminal sends; gives what came of it. */
  const type = (editor: LineEditor, data: string): readonly LineEvent[] =>
    parseLineInput(data).flatMap((input) => {
      if (input.kind === 'key') return editor.press(input.key) ?? [];
      editor.insert(input.text);
      return [];
    });
  const shown = (editor: LineEditor): string => {
    const { text, textBeforeCursor } = editor;
    return `${textBeforeCursor}|${text.slice(textBeforeCursor.length)}`;
  };

  const cases: readonly (readonly [what: string, data: string, shown: string])[] = [
    ['letters', 'bt', 'bt|'],
    ['cursor keys', 'bt\x1b[D\x1b[Dx\x1b[C', 'xb|t'],
    ['cursor keys of application mode', 'bt\x1bOD-', 'b-|t'],
    ['Home and End', 'bt\x1b[Hx\x1b[Fy', 'xbty|'],
    ['Ctrl+A and Ctrl+E', 'bt\x01x\x05y', 'xbty|'],
    ['Backspace and Delete', 'abc\x1b[D\x7f\x1b[3~', 'a|'],
    ['Backspace over a surrogate pair', 'a😀\x7f', 'a|'],
    ['Ctrl+K', 'bt 1\x01\x06\x06\x0b', 'bt|'],
    ['Ctrl+U', 'bt 1\x1b[D\x15', '|1'],
    ['Ctrl+W', 'bt  abc \x17', 'bt  |'],
    ['Ctrl+Y, which brings back', 'bt 1\x17x\x19', 'bt x1|'],
    ['word keys', 'foo bar\x1bb\x1bbx\x1bf', 'xfoo| bar'],
    ['what means nothing', 'a\x1b[200~b\x1b[99;5ux\x00', 'abx|'],
  ];
  for (const [what, data, expected] of cases) {
    it(`knows ${what}`, () => {
      const editor = editorOf();
      type(editor, data);
      assert.equal(shown(editor), expected);
    });
  }

  it('gives the line to Enter, and every line of what is pasted', () => {
    const editor = editorOf();
    assert.deepEqual(type(editor, 'bt\rsys\r\nps'), [
      { kind: 'enter', line: 'bt' },
      { kind: 'enter', line: 'sys' },
    ]);
    assert.equal(shown(editor), 'ps|');
  });

  it('gives up the line with Ctrl+C, and ends with Ctrl+D where it is empty', () => {
    const editor = editorOf();
    assert.deepEqual(type(editor, 'bt\x01\x04\x03\x04'), [{ kind: 'interrupt', line: 't' }, { kind: 'end' }]);
  });

  it('goes back and forth in the history, and keeps what is being typed', () => {
    const editor = editorOf('sys', 'bt');
    type(editor, 'ps\x1b[A');
    assert.equal(editor.text, 'bt');
    type(editor, '\x1b[A\x1b[A');
    assert.equal(editor.text, 'sys');
    type(editor, '\x1b[B\x1b[B\x1b[B');
    assert.equal(editor.text, 'ps');
  });

  it('searches back with Ctrl+R, again with each further one', () => {
    const editor = editorOf('bt -a', 'ps', 'bt 1');
    type(editor, '\x12bt');
    assert.deepEqual(editor.search, { query: 'bt', isFound: true });
    assert.equal(editor.text, 'bt 1');
    type(editor, '\x12');
    assert.equal(editor.text, 'bt -a');
    assert.deepEqual(type(editor, '\r'), [{ kind: 'enter', line: 'bt -a' }]);
    assert.equal(editor.search, undefined);
  });

  it('says that a search finds nothing, and forgets it with Ctrl+C', () => {
    const editor = editorOf('bt');
    type(editor, 'ps\x12zzz');
    assert.equal(editor.search?.isFound, false);
    assert.deepEqual(type(editor, '\x03'), []);
    assert.equal(shown(editor), 'ps|');
  });

  it('completes the word before the cursor', () => {
    const editor = editorOf();
    type(editor, 'rd init_ta x\x1b[D\x1b[D');
    editor.replaceWord('init_ta'.length, 'init_task');
    assert.equal(shown(editor), 'rd init_task| x');
  });

  it('takes anything that a terminal sends', () => {
    const pieces = fc.constantFrom(
      'a',
      '😀',
      '\x1b[A',
      '\x1b[D',
      '\x12',
      '\x7f',
      '\x1b',
      '\r',
      '\t',
      '\x17',
      '\x19',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), (data) => {
        const editor = editorOf('one', 'two');
        for (const piece of data) {
          type(editor, piece);
          assert.ok(editor.text.startsWith(editor.textBeforeCursor));
          assert.doesNotMatch(editor.text, /[\x00-\x1f\x7f]/);
        }
      }),
    );
  });
});

describe('LineHistory', () => {
  it('keeps a repeated line once, at its last place, and no empty one', () => {
    const history = new LineHistory();
    for (const line of ['bt', ' ', 'ps', 'bt ']) history.add(line);
    assert.deepEqual(history.lines, ['ps', 'bt']);
  });

  it('forgets the oldest of more than a thousand', () => {
    const history = new LineHistory();
    for (let index = 0; index < 1200; index++) history.add(`rd ${index}`);
    assert.equal(history.lines.length, 1000);
    assert.equal(history.lines.at(-1), 'rd 1199');
  });
});
