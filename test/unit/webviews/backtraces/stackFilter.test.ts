import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileStackFilter } from '../../../../webviews/backtraces/model/stackFilter';
import { madeStack, madeTask } from './madeStacks.fixture';

const task = madeTask(1234, 0, { comm: 'mysqld', state: 'D', cpu: 3 });
const stack = madeStack('__schedule', 'nfs_wait_bit [nfs]', 'vfs_read');

describe('words that filter stacks', () => {
  const cases: readonly (readonly [words: string, passes: boolean])[] = [
    ['', true],
    ['st:UN', true],
    ['st:un', true],
    ['st:D', true],
    ['st:IN', false],
    ['comm:sql', true],
    ['comm:sql*', false],
    ['comm:my*', true],
    ['fn:nfs_wait', true],
    ['fn:*wait', false],
    ['mod:nfs', true],
    ['mod:nf', false],
    ['pid:1234', true],
    ['pid:12', false],
    ['pid:12*', true],
    ['cpu:3', true],
    ['cpu:0', false],
    ['1234', true],
    ['vfs', true],
    ['mysqld st:UN vfs', true],
    ['mysqld st:IN', false],
    ['-st:UN', false],
    ['-fn:ext4', true],
    ['a.c', false],
  ];
  for (const [words, passes] of cases) {
    it(`“${words}” ${passes ? 'keeps' : 'hides'} a task in nfs_wait_bit`, () => {
      const { test, problem } = compileStackFilter(words);
      assert.equal(test(task, stack), passes);
      assert.equal(problem, undefined);
    });
  }

  it('says which word lacks a value, and hides nothing for it', () => {
    const { test, problem } = compileStackFilter('comm:');
    assert.equal(problem, 'comm: needs a value');
    assert.equal(test(task, stack), true);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { test } = compileStackFilter(text);
        assert.equal(typeof test(task, undefined), 'boolean');
      }),
    );
  });
});
