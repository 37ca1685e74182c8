import assert from 'node:assert/strict';
import { isIdle, schedulerDepth, waitingIn } from '../../../../webviews/backtraces/model/functionKinds';
import { StackGroups } from '../../../../webviews/backtraces/model/stackGroups';
import { madeStack, madeTask } from './madeStacks.fixture';

describe('groups of equal stacks', () => {
  const shown = (groups: StackGroups, ...stacks: readonly number[]) =>
    groups
      .of(stacks.map((stack, pid) => madeTask(pid, stack)))
      .map(({ stack, tasks }) => [stack, tasks.length]);

  it('come by their number of tasks', () => {
    const groups = new StackGroups();
    assert.deepEqual(shown(groups, 0, 1, 1, 2), [
      [1, 2],
      [0, 1],
      [2, 1],
    ]);
    assert.equal(groups.isSorted, true);
  });

  it('keep their order while more arrive, until they are sorted anew', () => {
    const groups = new StackGroups();
    shown(groups, 0, 1, 1);
    const grown = [0, 1, 1, 0, 0, 2, 2, 2, 2];
    assert.deepEqual(shown(groups, ...grown), [
      [1, 2],
      [0, 3],
      [2, 4],
    ]);
    assert.equal(groups.isSorted, false);
    groups.sort();
    assert.deepEqual(
      shown(groups, ...grown).map(([stack]) => stack),
      [2, 0, 1],
    );
  });

  it("tell crash's letters of what their tasks do, each once", () => {
    const tasks = [madeTask(1, 0, { state: 'S' }), madeTask(2, 0, { state: 'D' }), madeTask(3, 0)];
    assert.equal(new StackGroups().of(tasks)[0]?.states, 'IN,UN');
  });
});

describe('what a stack is called by', () => {
  it('is the first function that is not the scheduler’s', () => {
    const stack = madeStack(
      '__schedule',
      'schedule',
      'schedule_timeout',
      '__mutex_lock.constprop.0',
      'labcrash',
    );
    assert.equal(waitingIn(stack)?.symbol, '__mutex_lock.constprop.0');
    assert.equal(waitingIn(madeStack('__schedule'))?.symbol, '__schedule');
    assert.equal(waitingIn(madeStack()), undefined);
  });

  it('counts what was inlined into the scheduler as its own, and nothing of its caller', () => {
    const inlined = (symbol: string) => ({ symbol, inlined: true as const });
    const frames = [
      inlined('context_switch'),
      { symbol: '__schedule' },
      inlined('wait'),
      { symbol: 'io_wait' },
    ];
    assert.equal(schedulerDepth(frames), 2);
  });

  it('tells idle tasks by pid 0 and by the state; the one that crashed is none', () => {
    assert.equal(isIdle(madeTask(0, 0)), true);
    assert.equal(isIdle(madeTask(9, 0, { state: 'I' })), true);
    assert.equal(isIdle(madeTask(0, 0, { crashing: true })), false);
    assert.equal(isIdle(madeTask(9, 0)), false);
  });
});
