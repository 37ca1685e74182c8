import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  aroundFunction,
  callTree,
  inverted,
  type CallNode,
} from '../../../../webviews/backtraces/model/callTree';
import { icicleBoxes, neighbour } from '../../../../webviews/backtraces/model/icicle';
import { compileStackFilter } from '../../../../webviews/backtraces/model/stackFilter';
import { pictureStacks } from '../../../../webviews/backtraces/model/pictureStacks';
import { madeStack, madeStore, madeTask } from './madeStacks.fixture';

const store = madeStore(
  [
    madeStack('schedule', 'nfs_wait [nfs]', 'read', 'entry'),
    madeStack('schedule', 'mutex_lock', 'sync', 'entry'),
    madeStack('schedule', 'ext4_wait', 'read', 'entry'),
  ],
  [
    madeTask(1, 0),
    madeTask(2, 0),
    madeTask(3, 0),
    madeTask(4, 1, { state: 'D' }),
    madeTask(5, 2),
    madeTask(0, 1),
  ],
);
const folded = { showIdle: false, showScheduler: false };
const stacks = pictureStacks(store, compileStackFilter('st:UN').test, folded);

const outline = ({ function: called, count, matching, children }: CallNode): unknown[] => [
  `${called?.name ?? 'all'} ${count}/${matching}`,
  ...children.map(outline),
];

describe('the picture of all stacks', () => {
  it('merges them from their outermost function on, without idle tasks and the scheduler', () => {
    assert.deepEqual(outline(callTree(stacks)), [
      'all 5/1',
      ['entry 5/1', ['read 4/0', ['nfs_wait 3/0'], ['ext4_wait 1/0']], ['sync 1/1', ['mutex_lock 1/1']]],
    ]);
  });

  it('shows both when wanted', () => {
    const all = pictureStacks(store, () => true, { showIdle: true, showScheduler: true });
    const tree = callTree(all);
    assert.equal(tree.count, 6);
    assert.match(JSON.stringify(outline(tree)), /"schedule 3\/3"/);
  });

  it('can be turned round, and drawn around one function', () => {
    const [first] = callTree(inverted(stacks)).children;
    assert.deepEqual(outline(first!), ['nfs_wait 3/0', ['read 3/0', ['entry 3/0']]]);
    const { callees, callers } = aroundFunction(stacks, 'read');
    assert.deepEqual(outline(callTree(callees)), [
      'all 4/0',
      ['read 4/0', ['nfs_wait 3/0'], ['ext4_wait 1/0']],
    ]);
    assert.deepEqual(outline(callTree(callers)), ['all 4/0', ['entry 4/0']]);
    assert.deepEqual(aroundFunction(stacks, 'nothing').callees, []);
  });

  it('gives boxes their share of the width; arrows walk them', () => {
    const boxes = icicleBoxes(callTree(stacks), 0.25);
    const byName = (name: string) => boxes.find(({ node }) => (node.function?.name ?? 'all') === name)!;
    assert.deepEqual(
      boxes.map(({ node, depth, start, width }) => [node.function?.name, depth, start, width]),
      [
        [undefined, 0, 0, 1],
        ['entry', 1, 0, 1],
        ['read', 2, 0, 0.8],
        ['nfs_wait', 3, 0, 0.6],
      ],
    );
    assert.equal(neighbour(boxes, byName('entry'), 'down'), byName('read'));
    assert.equal(neighbour(boxes, byName('nfs_wait'), 'up'), byName('read'));
    assert.equal(neighbour(boxes, byName('nfs_wait'), 'down'), byName('nfs_wait'));
    const every = icicleBoxes(callTree(stacks), 0);
    const [read, sync] = every.filter(({ depth }) => depth === 2);
    assert.equal(neighbour(every, read!, 'right'), sync);
    assert.equal(neighbour(every, sync!, 'left'), read);
    assert.equal(neighbour(every, sync!, 'right'), sync);
  });

  it('lets callers grow upwards, and draws nothing of nothing', () => {
    const up = icicleBoxes(callTree(aroundFunction(stacks, 'read').callers), 0, -1);
    assert.deepEqual(
      up.map(({ node, depth }) => [node.function?.name, depth]),
      [['entry', -1]],
    );
    assert.deepEqual(icicleBoxes(callTree([]), 0), []);
  });

  it('counts no task twice, whatever the stacks', () => {
    const made = fc.array(
      fc.record({ functions: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }), count: fc.nat(9) }),
    );
    fc.assert(
      fc.property(made, (all) => {
        const merged = all.map(({ functions, count }) => ({
          count,
          matching: 0,
          functions: functions.map((name) => ({ name, pc: '0x1' })),
        }));
        const check = ({ count, children }: CallNode): void => {
          assert.ok(children.reduce((sum, child) => sum + child.count, 0) <= count);
          children.forEach(check);
        };
        check(callTree(merged));
      }),
    );
  });
});
