import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMi } from '../../../../../core/engines/gdb/parseMi';
import { checkExpression, checkPureExpression, miArgument } from '../../../../../core/engines/gdb/safeText';

const reaching = [
  '$_shell("id")',
  '1 + $_shell("touch /tmp/x")',
  '$_exec_something()',
  'shell id',
  '!id',
  '| p 1 | sh',
  'pipe p 1 | sh',
  'python print(1)',
  'source /tmp/x',
];

describe('text on its way to gdb', () => {
  it('never ends the command that it is part of', () => {
    for (const text of ['1\n-gdb-exit', '1\r2', 'a\u0000b', 'x\u2028y', 'a\u0085']) {
      assert.throws(() => miArgument(text), { code: 'unsafe-text' });
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        let argument: string;
        try {
          argument = miArgument(text);
        } catch {
          return;
        }
        // What gdb reads of it is the text again, and nothing is left over.
        assert.deepEqual(parseMi(`~${argument}`), { kind: 'stream', channel: 'console', text });
      }),
    );
  });

  for (const text of reaching) {
    it(`is refused when it reaches beyond the dump: ${text}`, () => {
      assert.throws(() => checkExpression(text), { code: 'unsafe-text' });
      assert.throws(() => checkPureExpression(text), { code: 'unsafe-text' });
    });
  }

  it('is refused when it is longer than anybody types', () => {
    assert.throws(() => checkExpression('x'.repeat(4097)), {
      code: 'unsafe-text',
      message: /longer than 4096/,
    });
    assert.doesNotThrow(() => checkExpression('x'.repeat(4096)));
  });

  it('does nothing but look where nobody asked for more', () => {
    for (const text of ['panic(1)', 'x = 1', 'x++', '--x', 'p->x += 2', 'a->f(2)']) {
      assert.throws(() => checkPureExpression(text), { code: 'unsafe-text' }, text);
      assert.doesNotThrow(() => checkExpression(text), text);
    }
    for (const text of [
      'a == b',
      'a <= 2',
      'sizeof(struct page)',
      '(unsigned long)x',
      '*p',
      'a[1].b->c',
      'a != b',
    ]) {
      assert.doesNotThrow(() => checkPureExpression(text), text);
    }
  });
});
