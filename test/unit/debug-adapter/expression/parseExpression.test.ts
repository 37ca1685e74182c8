import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExpression } from '../../../../debug-adapter/expression/parseExpression';
import type { Expression } from '../../../../debug-adapter/expression/syntax';

const isTypeName = (words: string): boolean => /^(struct \w+|unsigned long|pid_t)$/.test(words);
const parse = (text: string): Expression | undefined => parseExpression(text, isTypeName);

/** With all its brackets. */
function print(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `0x${expression.value.toString(16)}`;
    case 'name':
      return expression.name;
    case 'register':
      return `$${expression.name}`;
    case 'cast':
      return `((${expression.type} ${'*'.repeat(expression.stars)})${print(expression.operand)})`;
    case 'dereference':
      return `(*${print(expression.operand)})`;
    case 'address':
      return `(&${print(expression.operand)})`;
    case 'member':
      return `${print(expression.operand)}.${expression.name}`;
    case 'element':
      return `${print(expression.operand)}[${print(expression.index)}]`;
    case 'sum':
      return `(${print(expression.left)} ${expression.isDifference ? '-' : '+'} ${print(expression.right)})`;
  }
}

describe('expressions that need no gdb', () => {
  const samples: readonly (readonly [string, string])[] = [
    ['init_task.comm[2]', 'init_task.comm[0x2]'],
    ['&a->b.c', '(&a.b.c)'],
    ['*(struct page **)0xff+8', '((*((struct page **)0xff)) + 0x8)'],
    ['((struct task_struct *)$rdi)->pid - 1', '(((struct task_struct *)$rdi).pid - 0x1)'],
    ['(pid_t)x', '((pid_t )x)'],
    ['(x)[1]', 'x[0x1]'],
    ['(const struct a *) 10UL', '((struct a *)0xa)'],
  ];
  for (const [text, printed] of samples) {
    it(`reads ${text}`, () => {
      const found = parse(text);
      assert.ok(found);
      assert.equal(print(found), printed);
    });
  }

  for (const text of [
    '',
    '  ',
    'a b',
    'f(1)',
    'a =',
    'a = 1',
    'x++',
    '$_shell("id")',
    '(a',
    'a[',
    '"text"',
    'a\n;b',
  ]) {
    it(`leaves ${JSON.stringify(text)} to others`, () => {
      assert.equal(parse(text), undefined);
    });
  }

  it('reads again what it printed', () => {
    const name = fc.constantFrom('a', 'init_task', '_b1');
    const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
      const operand = tie('expression');
      return {
        expression: fc.oneof(
          { maxDepth: 6 },
          fc.record({ kind: fc.constant('number' as const), value: fc.bigInt(0n, (1n << 64n) - 1n) }),
          fc.record({ kind: fc.constant('name' as const), name }),
          fc.record({ kind: fc.constant('register' as const), name: fc.constantFrom('rip', 'x0') }),
          fc.record({ kind: fc.constant('dereference' as const), operand }),
          fc.record({ kind: fc.constant('address' as const), operand }),
          fc.record({ kind: fc.constant('member' as const), operand, name }),
          fc.record({ kind: fc.constant('element' as const), operand, index: operand }),
          fc.record({
            kind: fc.constant('sum' as const),
            left: operand,
            right: operand,
            isDifference: fc.boolean(),
          }),
          fc.record({
            kind: fc.constant('cast' as const),
            type: fc.constantFrom('struct page', 'unsigned long'),
            stars: fc.nat(2),
            operand,
          }),
        ),
      };
    });
    fc.assert(
      fc.property(expression, (made) => {
        const found = parse(print(made));
        assert.ok(found);
        assert.equal(print(found), print(made));
      }),
    );
  });

  it('ends for any text', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'( * & ) [ ] . -> + $ a 1 x'.split(' '), ' ') });
    fc.assert(fc.property(fc.oneof(fc.string(), signs), (text) => void parse(text)));
    assert.equal(parse('('.repeat(4000)), undefined);
    assert.equal(parse(`${'*'.repeat(2000)}a`), undefined);
  });
});
