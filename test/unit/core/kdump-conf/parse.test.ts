import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../../../core/kdump-conf/parse';
import { lineKind, print, written } from '../../../../core/kdump-conf/syntaxTree';
import { confText } from './confText';
import { sample } from './fixtures';

describe('parse', () => {
  it('keeps every character of any text', () => {
    fc.assert(
      fc.property(confText, (text) => print(parse(text)) === text),
      { numRuns: 2000 },
    );
  });

  it('keeps every character of real files', () => {
    for (const name of [
      'f28-stock.conf',
      'steamos-NOT-kdump.conf',
      'aalto.conf.j2',
      'emb-two-collectors.conf',
    ]) {
      assert.equal(print(parse(sample(name))), sample(name), name);
    }
  });

  it('tells comments, blank lines and directives apart', () => {
    const kinds = parse('  # note\n\n \t\npath /x # y\n#').lines.map(lineKind);
    assert.deepEqual(kinds, ['comment', 'blank', 'blank', 'directive', 'comment']);
  });

  it('cuts a directive into keyword, value and comment', () => {
    const line = parse('\tpath  /a b \t# why\r\n').lines[0]!;
    assert.equal(line.keyword, 'path');
    assert.equal(line.lineEnd, '\r\n');
    assert.deepEqual(written(line), { value: '/a b', range: { line: 0, start: 7, end: 11 } });
  });

  it('takes a line of ten million characters in its stride', () => {
    const text = `core_collector makedumpfile ${'-l '.repeat(3_400_000)}`;
    assert.equal(print(parse(text)).length, text.length);
  });
});
