import assert from 'node:assert/strict';
import {
  findInStacks,
  hitBeside,
  stacksWithoutInlined,
} from '../../../../webviews/backtraces/model/stackSearch';
import type { KnownFunctions } from '../../../../webviews/backtraces/model/stackStore';
import { madeStack, madeTask } from './madeStacks.fixture';

describe('a search in stacks', () => {
  const tasks = [madeTask(1, 0), madeTask(2, 1), madeTask(3, 1)];
  const owners = tasks.map((task) => ({ key: `task ${task.pid ?? ''}`, tasks: [task] }));
  const sourced: KnownFunctions = {
    frames: [
      { symbol: 'inner_nop', inlined: true },
      { symbol: 'outer_nop', inlined: true },
      { symbol: 'delay' },
    ],
  };
  const stacks = [sourced, madeStack('nop_last [labcrash]')];
  const find = (text: string): ReturnType<typeof findInStacks> =>
    findInStacks(text, owners, ({ stack }) => stacks[stack]);

  it('finds functions that were compiled into others where they are known', () => {
    assert.deepEqual(find('OUTER'), [{ owner: 0, code: { frame: 0, inlined: 1 } }]);
    assert.deepEqual(find('delay'), [{ owner: 0, code: { frame: 0, inlined: 0 } }]);
  });

  it('finds tasks by name, and frames by module', () => {
    assert.deepEqual(find('task2'), [{ owner: 1, code: undefined }]);
    assert.deepEqual(
      find('[labcrash]').map(({ owner }) => owner),
      [1, 2],
    );
  });

  it('goes through hits in the order of the rows, round the ends', () => {
    const hits = find('nop');
    const walked = [{ owner: 0, code: undefined }, ...hits].map((at) => hitBeside(hits, at, 1));
    assert.deepEqual(walked, [0, 1, 2, 3, 0]);
    assert.equal(hitBeside(hits, { owner: 0, code: { frame: 0, inlined: 2 } }, -1), 3);
    assert.equal(hitBeside(hits, { owner: 0, code: { frame: 0, inlined: 0 } }, -1), 1);
  });

  it('counts different stacks whose inlined functions nobody has asked for', () => {
    assert.equal(stacksWithoutInlined(owners, { knowsInlined: ({ stack }) => stack === 0 }), 1);
    assert.equal(stacksWithoutInlined(owners, { knowsInlined: () => true }), 0);
  });
});
