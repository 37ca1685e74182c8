import assert from 'node:assert/strict';
import { StackStore } from '../../../../webviews/backtraces/model/stackStore';
import { madeStack, madeStore, madeTask } from './madeStacks.fixture';

describe('the stacks that have arrived', () => {
  const stacks = [madeStack('a'), madeStack('b')];
  const part = (tasks: ReturnType<typeof madeTask>[], from: number) => ({
    total: 3,
    tasks,
    stackTotal: 2,
    stacks: stacks.slice(from),
    problems: [],
  });

  it('take parts in any order, and the same part twice', () => {
    const store = new StackStore();
    assert.equal(store.firstMissing, 0);
    store.add(2, 0, part([madeTask(30, 1)], 0));
    assert.equal(store.firstMissing, 0);
    for (let twice = 0; twice < 2; twice++) {
      store.add(0, 0, part([madeTask(10, 0, { crashing: true }), madeTask(20, 1)], 0));
    }
    assert.deepEqual([store.count, store.isWhole, store.stacks.length], [3, true, 2]);
    assert.deepEqual(
      [...store.tasks].map(({ pid }) => pid),
      [30, 10, 20],
    );
    assert.equal(store.firstMissing, undefined);
    assert.equal(store.crashing?.pid, 10);
    assert.equal(store.find(undefined)?.pid, 10);
    assert.equal(store.find('0x1e')?.pid, 30);
    assert.equal(store.stackOf(madeTask(1, 1)), stacks[1]);
  });

  it('know what was inlined on all stacks that are equal to one that debuginfo told of', () => {
    const tasks = [madeTask(1, 0), madeTask(2, 0), madeTask(3, 1)];
    const store = madeStore(stacks, tasks);
    const told = (): string[] =>
      tasks.map((task) => (store.functionsOf(task)?.frames ?? []).map(({ symbol }) => symbol).join(' '));
    assert.deepEqual(told(), ['a', 'a', 'b']);
    store.addFunctions('0x1', [{ symbol: 'inner', inlined: true }, { symbol: 'a' }]);
    assert.deepEqual(told(), ['inner a', 'inner a', 'b']);
    assert.deepEqual(
      tasks.map((task) => store.knowsInlined(task)),
      [true, true, false],
    );
  });
});
